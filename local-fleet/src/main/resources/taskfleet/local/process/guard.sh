#!/usr/bin/env bash
# Runs one program of the fleet and outlives nothing: guard.sh PID_FILE STOP_SIGNAL PROGRAM [ARGUMENT...]
# Standard input is a pipe whose other end only the fleet holds. A line on it is a signal for the program, and for further
# processes named behind it; its end means that the fleet is gone, however it went, and the program goes too. Works with
# the bash 3.2 of macOS.
pid_file=$1 stop_signal=$2
shift 2
exec 3<&0

# Process groups of their own: Ctrl-C then reaches the fleet alone, which stops its programs in order.
set -m
"$@" </dev/null 3<&- &
program=$!
echo "$program" >"$pid_file"

{
  while read -r signal others; do
    case $signal in
      KILL)
        # The program dies last, or this watch would be killed for its death while the others still live; held, it
        # can't start new ones meanwhile.
        kill -STOP "$program"
        kill -KILL -- $others "-$program"
        ;;
      *) kill "-$signal" "$program" $others ;;
    esac
  done <&3
  kill -CONT "$program"
  kill "-$stop_signal" "$program"
  sleep 10
  kill -KILL -- "-$program"
} 2>/dev/null &
watch=$!
# Disowned, or the log would end with bash's notice of how the watch ended.
disown "$watch"
# Without job control again, or waiting for a program that SIGSTOP holds would return at once.
set +m

trap : HUP INT TERM
wait "$program"
code=$?
while ((code > 128)) && kill -0 "$program" 2>/dev/null; do
  wait "$program"
  code=$?
done
kill -KILL -- "-$watch" 2>/dev/null
rm -f "$pid_file"
exit "$code"
