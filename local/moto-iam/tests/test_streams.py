import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from running_aws import Warehouse, written
from running_postgres import Server


def test_stream_is_read_by_a_refresh(warehouse: Warehouse, server: Server) -> None:
    """The run is asked for the topic when the view is made, and reads it at each refresh."""
    asked: list[dict] = []

    class Topics(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body)
            missing = body["topic"] == "db.GONE"
            if body["read"]:
                into = server.session(warehouse.database)
                record = 'INSERT INTO topics."db.T" (kafka_offset, kafka_value) VALUES ($1::bigint, $2::bytea)'
                into.run(record, [str(len(asked)), '{"op": "c"}'])
                into.close()
            self.send_response(404 if missing else 200)
            self.end_headers()
            self.wfile.write(b"topic must be there, got: db.GONE" if missing else b"")

        def log_message(self, *_: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Topics)
    Thread(target=listener.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{listener.server_address[1]}/"
        warehouse.aws.set_workgroups([written(server, topics=address)])
        kafka = "FROM KAFKA IAM_ROLE 'arn:r' AUTHENTICATION IAM URI 'b:1'"
        for _ in range(2):
            assert warehouse.run(f"CREATE EXTERNAL SCHEMA IF NOT EXISTS topics {kafka}")["Status"] == "FINISHED"
        query = 'SELECT kafka_offset AS o, JSON_PARSE(kafka_value) AS p FROM topics."db.{}"'
        view = f"CREATE MATERIALIZED VIEW {{}} AUTO REFRESH {{}} AS {query}"
        assert warehouse.run(view.format("x", "YES", "GONE"))["Error"] == "ERROR: topic must be there, got: db.GONE"
        assert warehouse.run(view.format("v", "YES", "T"))["Status"] == "FINISHED"
        assert asked[-1] == {"schema": "topics", "topic": "db.T", "uri": "b:1", "role": "arn:r", "read": False}
        assert warehouse.rows("SELECT o FROM v") == []
        assert warehouse.run("REFRESH MATERIALIZED VIEW v;")["Status"] == "FINISHED"
        assert warehouse.rows("SELECT p.op::varchar FROM v") == [["c"]]
        assert asked[-1]["read"] is True
        # Another view of the same topic has read nothing yet.
        assert warehouse.run(view.format("w", "NO", "T"))["Status"] == "FINISHED"
        assert warehouse.rows("SELECT o FROM w") == []
        assert warehouse.batch("REFRESH MATERIALIZED VIEW w", "SELECT count(*) FROM w")["Status"] == "FINISHED"
        assert warehouse.rows("SELECT count(*) FROM w") == [[2]]
        assert warehouse.rows("SELECT name, autorefresh FROM svv_mv_info ORDER BY name") == [["v", True], ["w", False]]
        warehouse.run("ALTER MATERIALIZED VIEW v AUTO REFRESH NO")
        assert warehouse.rows("SELECT autorefresh FROM svv_mv_info WHERE name = 'v'") == [[False]]
        warehouse.run("ALTER EXTERNAL SCHEMA topics URI 'c:2'")
        warehouse.run("REFRESH MATERIALIZED VIEW v")
        assert asked[-1]["uri"] == "c:2"
    finally:
        listener.shutdown()
