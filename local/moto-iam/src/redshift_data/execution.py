"""Runs the texts of a statement, one after the other, in a session of its own."""

import sys
import time

from redshift_data.parameters import with_parameters
from redshift_data.rewrites import rewrite
from redshift_data.session import Session, words
from redshift_data.statement_rewrites import refreshed_view, relations_of_new_view
from redshift_data.statements import Progress, Statement
from redshift_data.tokens import tokens
from redshift_data.topics import Topic, read_topic, require_topic


def execute(statement: Statement) -> None:
    """To its end, whatever that is; called in a thread."""
    whole = statement.whole
    began = time.time_ns()
    if not statement.cancelled.is_set():
        whole.move("STARTED")
    try:
        _run(statement)
    except Exception as error:
        whole.error = whole.error or words(error)
    whole.duration = time.time_ns() - began
    if statement.cancelled.is_set():
        whole.move("ABORTED")
    else:
        whole.move("FINISHED" if whole.error is None else "FAILED")
    for part in statement.parts:
        if part.status in ("SUBMITTED", "STARTED"):
            part.move("ABORTED")
    statement.ended.set()


def cancel(statement: Statement) -> None:
    """Asks its session to stop; the statement ends when that has."""
    statement.cancelled.set()
    if statement.pid == 0:
        return
    session = Session(statement.workgroup, statement.database, statement.user, statement.password)
    try:
        session.run("SELECT pg_cancel_backend($1::int)", [str(statement.pid)])
    finally:
        session.close()


def _run(statement: Statement) -> None:
    session = Session(statement.workgroup, statement.database, statement.user, statement.password)
    try:
        statement.pid = session.pid
        in_transaction = statement.is_batch and not statement.auto_commit
        if in_transaction:
            session.run("BEGIN")
        for number, part in enumerate(statement.parts, 1):
            if statement.cancelled.is_set():
                return
            _run_part(session, statement, part)
            if part.error is not None:
                failure = f"Query #{number} failed with {part.error}" if statement.is_batch else part.error
                statement.whole.error = statement.whole.error or failure
                if not statement.auto_commit:
                    return
        if in_transaction:
            session.run("COMMIT")
    finally:
        session.close()


def _run_part(session: Session, statement: Statement, part: Progress) -> None:
    part.move("STARTED")
    began = time.time_ns()
    rewritten = part.sql
    try:
        _meet_topics(session, statement, part.sql)
        rewritten = rewrite(part.sql, _super_columns(session)).sql
        sql, values = with_parameters(rewritten, statement.parameters)
        part.result = session.run(sql, values)
    except Exception as error:
        part.error = words(error)
        print(f"failed: {part.sql}\n  as PostgreSQL got it: {rewritten}\n  {part.error}", file=sys.stderr, flush=True)
    part.duration = time.time_ns() - began
    part.move("FINISHED" if part.error is None else "FAILED")


def _super_columns(session: Session) -> frozenset[str]:
    rows = session.rows("SELECT attname FROM pg_attribute WHERE atttypid = 'redshift.super'::regtype AND attnum > 0")
    return frozenset(str(name) for (name,) in rows)


def _meet_topics(session: Session, statement: Statement, sql: str) -> None:
    """A view is made of a topic that is there, and a refresh reads up to the topic's end."""
    parts = [part for part in tokens(sql) if not part.is_blank]
    for schema, topic in relations_of_new_view(parts):
        for uri, role in session.rows(
            "SELECT uri, iam_role FROM redshift.external_schemas WHERE schemaname = $1", [schema]
        ):
            require_topic(statement.workgroup, Topic(schema, topic, str(uri), str(role)))
            session.run("CALL redshift.create_topic_relation($1, $2)", [schema, topic])
    view = refreshed_view(parts)
    if view is not None:
        for row in session.rows(
            "SELECT schemaname, topic, uri, iam_role FROM redshift.streams WHERE view = to_regclass($1)", [view]
        ):
            read_topic(statement.workgroup, Topic(*map(str, row)))
