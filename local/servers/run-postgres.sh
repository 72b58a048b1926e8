# Usage: sh run-postgres.sh DATA_DIRECTORY COMMAND [ARGUMENT]...
# Runs a PostgreSQL server by COMMAND, and ends it at once when it is asked to end itself.
data_directory=$1
shift

# Backends lead groups of their own: a server that is killed leaves those behind that are at work, and as long as one of
# them has the shared memory, no other server starts on the same data. Each has the data directory as its own.
for process in /proc/[0-9]*; do
  while [ "$process/cwd" -ef "$data_directory" ]; do
    kill -KILL "${process#/proc/}" 2>/dev/null
    sleep 0.05
  done
done
# None of its processes is left, but its number may be another's by now.
rm -f "$data_directory/postmaster.pid"

server=
# A server that is asked politely waits for its clients, and its data goes with the run.
trap '[ -z "$server" ] || kill -QUIT "$server" 2>/dev/null' TERM INT HUP
"$@" &
server=$!
# A signal ends the wait before the server has ended.
while :; do
  wait "$server"
  ended_with=$?
  kill -0 "$server" 2>/dev/null || exit "$ended_with"
done
