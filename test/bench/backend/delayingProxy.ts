import { AddressInfo, connect, createServer } from 'node:net';

/** Runs in a process of its own: hands bytes on late, and counts trips. */
const [port, delayMillis] = process.argv.slice(2).map(Number);
let trips = 0;

const server = createServer(client => {
  const onward = connect(port, '127.0.0.1');
  let answered = true;
  client.setNoDelay(true);
  onward.setNoDelay(true);
  client.on('data', data => {
    if (answered) {
      trips += 1;
      answered = false;
    }
    setTimeout(() => onward.write(data), delayMillis);
  });
  onward.on('data', data => {
    answered = true;
    client.write(data);
  });
  client.on('close', () => onward.destroy());
  onward.on('close', () => client.destroy());
  client.on('error', () => onward.destroy());
  onward.on('error', () => client.destroy());
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('message', message => {
  if (message !== 'trips') {
    return;
  }
  process.send?.({ trips });
  trips = 0;
});
process.on('disconnect', () => process.exit());
