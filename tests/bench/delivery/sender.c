/* The least a server can do: one source, a ring of chunks of 348 packets, one send() per viewer and chunk.
   sender SOURCE_PORT prints its port. Whoever connects is answered without reading the request to its end. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK_BYTES = 348 * 188, CHUNKS = 128, MOST_VIEWERS = 65536, EVENTS = 256 };

struct viewer { int connection; unsigned long sequence; size_t offset; };

static char ring[CHUNKS][CHUNK_BYTES];
static unsigned long end;
static size_t filled;
static struct viewer viewers[MOST_VIEWERS];
static int viewer_count, place_of[MOST_VIEWERS];

static void check(int result, const char *what) { if (result < 0) { perror(what); exit(1); } }

static struct sockaddr_in loopback(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int connect_source(int port)
{
    static const char request[] = "GET /channel.ts HTTP/1.0\r\n\r\n";
    struct sockaddr_in address = loopback(port);
    int source = socket(AF_INET, SOCK_STREAM, 0);
    check(connect(source, (struct sockaddr *)&address, sizeof address), "connect");
    check((int)write(source, request, sizeof request - 1), "write");
    for (char last[4] = { 0 }; memcmp(last, "\r\n\r\n", 4);) {
        memmove(last, last + 1, 3);
        if (read(source, last + 3, 1) != 1) exit(1);
    }
    return source;
}

static int listen_anywhere(void)
{
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    check(bind(listener, (struct sockaddr *)&address, size), "bind");
    check(listen(listener, 4096), "listen");
    check(getsockname(listener, (struct sockaddr *)&address, &size), "getsockname");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static void drop(struct viewer *viewer)
{
    close(viewer->connection);
    *viewer = viewers[--viewer_count];
    place_of[viewer->connection] = (int)(viewer - viewers);
}

/* Returns 0 when the viewer is gone. */
static int pump(struct viewer *viewer)
{
    if (end - viewer->sequence > CHUNKS - 1) { viewer->sequence = end - 1; viewer->offset = 0; }
    while (viewer->sequence < end) {
        const char *chunk = ring[viewer->sequence % CHUNKS];
        ssize_t sent = send(viewer->connection, chunk + viewer->offset, CHUNK_BYTES - viewer->offset, MSG_NOSIGNAL);
        if (sent < 0) return errno == EAGAIN;
        viewer->offset += (size_t)sent;
        if (viewer->offset == CHUNK_BYTES) { viewer->sequence++; viewer->offset = 0; }
    }
    return 1;
}

static void take(int source)
{
    ssize_t count = read(source, ring[end % CHUNKS] + filled, CHUNK_BYTES - filled);
    if (count <= 0) exit(1);
    filled += (size_t)count;
    if (filled < CHUNK_BYTES) return;
    filled = 0;
    end++;
    for (int place = viewer_count - 1; place >= 0; place--)
        if (!pump(&viewers[place])) drop(&viewers[place]);
}

static void admit(int epoll, int listener)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n";
    int connection = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (connection < 0) return;
    struct epoll_event event = { .events = EPOLLOUT | EPOLLET, .data.fd = connection };
    if (connection >= MOST_VIEWERS || write(connection, head, sizeof head - 1) < 0) { close(connection); return; }
    place_of[connection] = viewer_count;
    viewers[viewer_count++] = (struct viewer){ connection, end, 0 };
    check(epoll_ctl(epoll, EPOLL_CTL_ADD, connection, &event), "epoll_ctl");
}

int main(int count, char **arguments)
{
    if (count != 2) return 2;
    int source = connect_source(atoi(arguments[1])), listener = listen_anywhere(), epoll = epoll_create1(0);
    struct epoll_event events[EVENTS];
    for (int fixed[] = { source, listener }, at = 0; at < 2; at++) {
        struct epoll_event event = { .events = EPOLLIN, .data.fd = fixed[at] };
        check(epoll_ctl(epoll, EPOLL_CTL_ADD, fixed[at], &event), "epoll_ctl");
    }
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int at = 0; at < ready; at++) {
            int connection = events[at].data.fd;
            if (connection == source) take(source);
            else if (connection == listener) admit(epoll, listener);
            else {
                struct viewer *viewer = &viewers[place_of[connection]];
                if (viewer->connection == connection && !pump(viewer)) drop(viewer);
            }
        }
    }
}
