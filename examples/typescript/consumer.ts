// Prints what happens to tasks: a consumer of the topic `tasks` through Dapr, with nothing but Node's own modules.
// Node runs it as it is from 22.18 on: node consumer.ts
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type TaskEvent = { type: string; subject: string; sequence: number; partitionkey: string; data: { title: string } };

const subscriptions = [{ pubsubname: 'kafka-pubsub', topic: 'tasks', route: '/events/tasks' }];
const newest = new Map<string, number>(); // the version last seen of each task; a real consumer stores it

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function take(event: TaskEvent): void {
  if (event.sequence <= (newest.get(event.subject) ?? 0)) return; // a copy, or older news
  newest.set(event.subject, event.sequence);
  console.log(`${event.type} '${event.data.title}' of ${event.partitionkey}, version ${event.sequence}`);
}

function answer(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));
}

createServer(async (request, response) => {
  // Dapr asks for subscriptions at its start, and then delivers each event until it is answered SUCCESS.
  if (request.method === 'GET') return answer(response, request.url === '/dapr/subscribe' ? subscriptions : {});
  take(JSON.parse(await body(request)) as TaskEvent);
  answer(response, { status: 'SUCCESS' });
}).listen(Number(process.env.PORT ?? 9002), '127.0.0.1');
