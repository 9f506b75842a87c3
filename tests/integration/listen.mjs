// A stock socket.io-client: says what it saw, then leaves.
import { createRequire } from 'node:module';

const { io } = createRequire(new URL('../../frontend/package.json', import.meta.url))('socket.io-client');
const [url, token, transports] = process.argv.slice(2);
const socket = io(url, { auth: { token }, ...(transports === 'default' ? {} : { transports: [transports] }) });
const seen = new Set();
const ticks = [];

socket.onAny((event) => seen.add(event));
socket.on('dashboard:update', async (stats) => {
  ticks.push(stats.seq);
  if (ticks.length !== 4) return;
  if (['dashboard:update', 'connections:update', 'bandwidth:update'].every((event) => seen.has(event)))
    console.log('three-events');
  if (ticks.every((seq, index) => seq === ticks[0] + index)) console.log('ticks-in-order');
  const good = await socket.timeout(2000).emitWithAck('request:connections', { limit: 1 });
  const bad = await socket.timeout(2000).emitWithAck('request:connections', { limit: 0 });
  if (good.ok && !bad.ok && bad.code === 'bad_request') console.log('acknowledged');
  socket.disconnect();
});
socket.on('connect_error', (error) => console.log('refused', error.message));
