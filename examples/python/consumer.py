"""Prints what happens to tasks: a consumer of the topic `tasks` through Dapr, with nothing but the standard library."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SUBSCRIPTIONS = [{"pubsubname": "kafka-pubsub", "topic": "tasks", "route": "/events/tasks"}]
newest = {}  # the version last seen of each task; a real consumer keeps it beside what it makes of the events


class Consumer(BaseHTTPRequestHandler):
    def do_GET(self):  # Dapr asks at its start: GET /dapr/subscribe
        self.answer(SUBSCRIPTIONS if self.path == "/dapr/subscribe" else {})

    def do_POST(self):  # and then delivers each event until it is answered SUCCESS
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        task, version = event["subject"], event["sequence"]
        if version > newest.get(task, 0):  # else a copy, or older news
            newest[task] = version
            print(f"{event['type']} {event['data']['title']!r} of {event['partitionkey']}, version {version}", flush=True)
        self.answer({"status": "SUCCESS"})

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9001"))), Consumer).serve_forever()
