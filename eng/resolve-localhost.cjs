// node --require this: names below .localhost mean this machine (RFC 6761), as browsers and curl know. Node asks the system's
// resolver, which often does not. Where it does, for one with Debian's libnss-myhostname, this file is not needed.
const dns = require('node:dns');

const isLocal = (name) => name === 'localhost' || String(name).endsWith('.localhost');
const loopback = { address: '127.0.0.1', family: 4 };
const { lookup } = dns;
const lookupPromise = dns.promises.lookup;

dns.lookup = function (name, options, callback) {
  if (typeof options === 'function') [options, callback] = [{}, options];
  if (!isLocal(name)) return lookup.call(dns, name, options, callback);
  process.nextTick(() => (options?.all ? callback(null, [loopback]) : callback(null, loopback.address, loopback.family)));
  return undefined;
};

dns.promises.lookup = async (name, options) =>
  isLocal(name) ? (options?.all ? [loopback] : loopback) : lookupPromise.call(dns.promises, name, options);
