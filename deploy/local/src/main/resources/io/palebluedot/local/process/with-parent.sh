# with-parent.sh SIGNAL COMMAND...
# Runs the command and ends it with SIGNAL when this shell is told to stop, or when standard input closes because the parent is gone.
exec 3<&0
signal=$1
shift
"$@" 3<&- </dev/null &
child=$!
{
    # A builtin, so that nothing is left behind when this watcher is ended.
    while read -r _ <&3; do :; done
    kill -"$signal" "$child" 2>/dev/null
    n=0
    while kill -0 "$child" 2>/dev/null && [ $n -lt 100 ]; do
        sleep 0.1
        n=$((n + 1))
    done
    kill -KILL "$child" 2>/dev/null
} >/dev/null &
watcher=$!
exec 3<&-
trap 'kill -"$signal" "$child" 2>/dev/null' TERM INT HUP
wait "$child"
rc=$?
while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    rc=$?
done
kill "$watcher" 2>/dev/null
exit $rc
