# Usage: sh run-postgres.sh COMMAND [ARGUMENT]...
# Runs a PostgreSQL server by COMMAND, and ends it at once when it is asked to end itself: a server that is asked politely
# waits for its clients, and its data goes with the run.
server=
trap '[ -z "$server" ] || kill -QUIT "$server" 2>/dev/null' TERM INT HUP
"$@" &
server=$!
# A signal ends the wait before the server has ended.
while :; do
  wait "$server"
  ended_with=$?
  kill -0 "$server" 2>/dev/null || exit "$ended_with"
done
