import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The barest server there can be, in a process of its own: gives a token, and takes every record without looking. */
const server = createServer((request, response) => {
  const isToken = request.url === "/oauth/token";
  request.resume();
  request.on("end", () => {
    if (isToken) response.end('{"access_token":"t","expires_in":1800}');
    else
      response
        .writeHead(201, {
          location: `${request.url}/1b1a1c2f4d3e4f0fa0bb55d2f1b6c9a1`,
          etag: '"5250093105232954695"',
        })
        .end();
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit(0));
