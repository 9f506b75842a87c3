# The front end.
FROM node:24-slim AS front-end
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
RUN npm run build

# The environment: every package by hash, then the panel itself with the front end in it.
FROM python:3.13-slim AS environment
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /panel \
    && /panel/bin/pip install --no-cache-dir --only-binary :all: --require-hashes --requirement requirements.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY geo geo
COPY monitoring monitoring
COPY panel panel
COPY --from=front-end /build/frontend/dist frontend/dist
RUN /panel/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin panel \
    && install --directory --owner panel --group panel --mode 0700 /data
COPY --from=environment /panel /panel
ENV PATH=/panel/bin:$PATH \
    PANEL_DATA_DIR=/data
USER panel
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["panel", "serve", "--host", "0.0.0.0", "--port", "8000"]
