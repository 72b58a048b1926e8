# Usage: sh become-postgres.sh DATA_DIRECTORY COMMAND [ARGUMENT]...
# Becomes a PostgreSQL server by COMMAND, after it has ended what an earlier one has left behind. It must be run by the
# server's own user: in a container not even root sees where the processes of somebody else are at work.
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
exec "$@"
