#!/bin/sh
# Follow the beats of a Chorus node, with curl.
#
#     follower.sh http://localhost:8080/api/v1 [http://other:8080/api/v1 ...]
#
# The first node that answers is followed. Change on_beat. A beat comes as late as the network is slow.
set -u
[ $# -gt 0 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }

on_beat() {
    echo "beat $1 missed $2"
}

# A stream without a byte for 30 s is dead: the node sends a comment after 15 s.
stream() {
    while :; do
        for url in "$@"; do
            curl --silent --show-error --fail --no-buffer --connect-timeout 1 \
                --speed-limit 1 --speed-time 30 --header 'Accept: text/event-stream' "$url/beats"
        done
        sleep $(($$ % 3 + 1))
    done
}

stream "$@" | {
    last=-1 event='' id=''
    while IFS= read -r line; do
        case $line in
            event:*) event=${line#event:} event=${event# } ;;
            id:*) id=${line#id:} id=${id# } ;;
            '')
                case $id in '' | *[!0-9]* | ????????????????*) id=-1 ;; esac
                # Never twice, never back.
                if [ "$event" = beat ] && [ "$id" -gt "$last" ]; then
                    missed=0
                    [ "$last" -lt 0 ] || missed=$((id - last - 1))
                    last=$id
                    on_beat "$id" "$missed"
                fi
                event='' id=''
                ;;
        esac
    done
}
