// WebAssembly memory of a page's workers, measured from outside. It never shrinks: what is there is the most there was.
import type { CDPSession, Page } from "@playwright/test";

/** Sees every worker that starts from now on. */
export async function watchWorkers(page: Page): Promise<Workers> {
  const devtools = await page.context().newCDPSession(page);
  const workers = new Workers(devtools);
  await devtools.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return workers;
}

type Answer = { id?: number; result?: Record<string, unknown>; error?: { message: string } };

export class Workers {
  private readonly sessions = new Set<string>();
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private lastId = 0;

  constructor(private readonly devtools: CDPSession) {
    devtools.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") this.sessions.add(sessionId);
    });
    devtools.on("Target.detachedFromTarget", ({ sessionId }) => this.sessions.delete(sessionId));
    devtools.on("Target.receivedMessageFromTarget", ({ message }) => {
      const answer = JSON.parse(message) as Answer;
      if (answer.id === undefined) return;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  /** Bytes of WebAssembly memory of all workers that run now. */
  async engineBytes(): Promise<number> {
    const bytes = await Promise.all([...this.sessions].map((session) => this.memoryOf(session)));
    return bytes.reduce((sum, of) => sum + of, 0);
  }

  private async memoryOf(session: string): Promise<number> {
    const prototype = await this.send(session, "Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
    const { objectId } = prototype.result as { objectId: string };
    const found = await this.send(session, "Runtime.queryObjects", { prototypeObjectId: objectId });
    const summed = await this.send(session, "Runtime.callFunctionOn", {
      objectId: (found.objects as { objectId: string }).objectId,
      functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
      returnByValue: true,
    });
    return (summed.result as { value: number }).value;
  }

  private async send(sessionId: string, method: string, params: object): Promise<Record<string, unknown>> {
    const id = ++this.lastId;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    await this.devtools.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
    const answer = await answered;
    if (answer.error || !answer.result) throw new Error(`${method}: ${answer.error?.message ?? "no result"}`);
    return answer.result;
  }
}
