/** Every test process: a connection to anything but this machine's loopback address is a failed test. */
import net from 'node:net';

const connect = net.Socket.prototype.connect;

function hostOf(args: readonly unknown[]): string | undefined {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return undefined;
    return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
  }
  return typeof args[1] === 'string' ? args[1] : 'localhost';
}

net.Socket.prototype.connect = function (this: net.Socket, ...args: Parameters<typeof connect>) {
  const host = hostOf(args);
  if (host !== undefined && host !== '127.0.0.1' && host !== 'localhost' && !host.endsWith('.invalid')) {
    throw new Error(`A test tried to connect to ${host}; tests speak to 127.0.0.1 only.`);
  }
  return connect.apply(this, args);
} as typeof connect;
