import { createServer, type Server, type Socket } from "node:net";
import type { Load } from "./load.ts";

/** What the fast sink asks of the practice API. */
export interface SinkPorts {
  /** Path of the data API, with a slash at its end. */
  readonly data: string;
  /** Milliseconds that each answer is held back. */
  readonly latency: number;
  /** Decides instead, where a server with a limit is played. */
  readonly load: Load | undefined;
  /** Is the Authorization header good? Counts the request. */
  readonly accepts: (authorization: string | undefined) => boolean;
  /** Called with each answer that was given here. */
  readonly answered: (status: number) => void;
  /** Called with each answer that was given without a look at the request; counts both. */
  readonly refused: (status: number) => void;
  /** Takes a connection over, with what was already read of it. */
  readonly handOver: (socket: Socket, read: Buffer) => void;
}

/**
 * A listener that answers POSTs to the data API straight from the socket: a client's own limits can be measured only
 * against something faster than the client. The first request of any other kind hands the connection to the HTTP server.
 */
export function fastSink(ports: SinkPorts): { readonly server: Server; stop(): void } {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that is gone needs no answer.
    socket.on("error", () => socket.destroy());
    const connection = new Connection(ports, socket);
    socket.on("data", connection.read);
  });
  return {
    server,
    stop: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface Head {
  readonly end: number;
  readonly length: number;
  readonly route: string;
  readonly host: string;
  readonly authorization: string | undefined;
}

const blankLine = "\r\n\r\n";
const empty = Buffer.alloc(0);
let accepted = 0;

class Connection {
  readonly #ports: SinkPorts;
  readonly #socket: Socket;
  #unread: Buffer = empty;
  /** The request whose body is being skipped, and how much of it is still to come. */
  #head: Head | undefined;
  #left = 0;

  constructor(ports: SinkPorts, socket: Socket) {
    this.#ports = ports;
    this.#socket = socket;
  }

  readonly read = (chunk: Buffer): void => {
    let data = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    this.#unread = empty;
    while (data.length > 0) {
      if (this.#head === undefined && !this.#begin(data)) return;
      data = this.#skip(data);
    }
  };

  /** False when the head is not whole yet, or the connection was handed over. */
  #begin(data: Buffer): boolean {
    const end = data.indexOf(blankLine);
    if (end < 0) {
      this.#unread = data;
      return false;
    }
    const head = readHead(data.toString("latin1", 0, end), end + blankLine.length, this.#ports.data);
    if (head === undefined) {
      this.#socket.off("data", this.read);
      this.#ports.handOver(this.#socket, data);
      return false;
    }
    this.#head = head;
    this.#left = head.end + head.length;
    return true;
  }

  #skip(data: Buffer): Buffer {
    const head = this.#head;
    if (data.length < this.#left || head === undefined) {
      this.#left -= data.length;
      return empty;
    }
    const rest = data.subarray(this.#left);
    this.#head = undefined;
    if (this.#ports.load !== undefined) this.#work(head, this.#ports.load);
    else if (this.#ports.latency > 0) setTimeout(() => this.#answer(head), this.#ports.latency);
    else this.#answer(head);
    return rest;
  }

  #work(head: Head, load: Load): void {
    const latency = load.begin();
    if (latency === undefined) this.#refuse();
    else
      setTimeout(() => {
        load.end();
        this.#answer(head);
      }, latency);
  }

  #refuse(): void {
    this.#socket.write("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n", "latin1");
    this.#ports.refused(503);
  }

  #answer(head: Head): void {
    const { accepts, answered, data } = this.#ports;
    if (!accepts(head.authorization)) {
      this.#socket.write("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n", "latin1");
      answered(401);
      return;
    }
    accepted += 1;
    const id = accepted.toString(16).padStart(32, "0");
    const location = `http://${head.host}${data}${head.route}/${id}`;
    this.#socket.write(
      `HTTP/1.1 201 Created\r\nlocation: ${location}\r\netag: "${accepted}"\r\ncontent-length: 0\r\n\r\n`,
      "latin1",
    );
    answered(201);
  }
}

/** A POST to the data API with a Content-Length, or undefined for any other request. */
function readHead(text: string, end: number, data: string): Head | undefined {
  const start = `POST ${data}`;
  if (!text.startsWith(start)) return undefined;
  const route = text.slice(start.length, text.indexOf(" ", start.length));
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  if (length === undefined || /\r\nexpect:/i.test(text)) return undefined;
  return {
    end,
    length: Number(length),
    route,
    host: /\r\nhost: *([^\r]*)/i.exec(text)?.[1] ?? "127.0.0.1",
    authorization: /\r\nauthorization: *([^\r]*)/i.exec(text)?.[1],
  };
}
