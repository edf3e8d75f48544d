// The calls to the server that the script came from. No key, no cookie, nothing kept.
class Trouble extends Error {
  constructor(kind, seconds) {
    super(kind);
    this.kind = kind;
    this.seconds = seconds;
  }
}

const troubleOf = (status, headers) => {
  if (status === 403) return new Trouble("refused");
  if (status === 429 || status === 503) return new Trouble("busy", headers.get("Retry-After") || 10);
  return new Trouble("failed");
};

async function call(address, options = {}) {
  let reply;
  try {
    reply = await fetch(address, { credentials: "omit", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble(navigator.onLine ? "failed" : "offline");
  }
  if (!reply.ok) throw troubleOf(reply.status, reply.headers);
  return reply;
}

const sent = (body, signal) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });

// The events of an answer, as they come.
async function* asked(host, body, signal) {
  const reply = await call(`${host}/v1/ask/stream`, sent(body, signal));
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    let read;
    try {
      read = await reader.read();
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Trouble(navigator.onLine ? "failed" : "offline");
    }
    if (read.done) return;
    const parts = (rest + read.value).split(/\r?\n\r?\n/);
    rest = parts.pop();
    for (const part of parts) {
      const field = (name) => part.split(/\r?\n/).filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ""));
      if (field("data").length) yield { kind: field("event")[0], data: JSON.parse(field("data").join("\n")) };
    }
  }
}
