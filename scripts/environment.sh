# Make .venv ready. Sourced by ./invoke and ./digest with $root set; POSIX sh.
#
# A copy of each lock that is installed lies in .venv: while it equals the lock nothing is done, and no network is needed.
# DIGEST_REQUIREMENTS=light is remembered there too, so that a later start without it does not install the model.

venv=$root/.venv
locks=$root/requirements
light_chosen=$venv/light-chosen
lock_folder=$root/.cache/environment.lock

say() { printf '%s\n' "$*" >&2; }

is_installed() { cmp -s "$locks/$1.txt" "$venv/installed-$1.txt"; }

# The model's lock holds all that the light one holds.
is_ready() {
    [ -x "$venv/bin/python" ] || return 1
    case $wanted in
        light) is_installed light || is_installed model || return 1 ;;
        model) is_installed model || return 1 ;;
        auto) is_installed model || { is_installed light && cmp -s "$locks/model.txt" "$venv/failed-model.txt"; } || return 1 ;;
    esac
    [ "$with_dev" = no ] || is_installed dev
}

find_python() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    say "Python 3.11 or later with its ensurepip module is needed, and none was found. Install it and start again:"
    say "  Debian, Ubuntu:  sudo apt install python3 python3-venv"
    say "  macOS:           brew install python"
    return 1
}

is_usable() { "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

make_venv() {
    if ! is_usable; then
        python=$(find_python) || return 1
        say "Making .venv with $("$python" --version) ..."
        "$python" -m venv --clear "$venv" || return 1
    fi
}

# The wheel in vendor/ is pinned by a path from the site's root. Another build of a version that is installed would be
# taken for it, so that one goes first.
install_lock() {
    rm -f "$venv/installed-$1.txt"
    [ ! -d "$root/vendor" ] || "$venv/bin/python" -P -m pip uninstall -qq --yes pelican-digest || return 1
    (
        cd "$root" && PIP_USER=0 exec "$venv/bin/python" -P -m pip install -qq --disable-pip-version-check --no-input \
            --require-hashes --requirement "$locks/$1.txt"
    ) || return 1
    cp "$locks/$1.txt" "$venv/installed-$1.txt"
}

install_light() {
    is_installed light && return
    say "Installing the locked requirements, light: names will be found by rules ..."
    install_lock light
}

# Not every machine can have the language model (no wheels for its Python or processor): the light lock does without.
install_model() {
    is_installed model && return
    say "Installing the locked requirements with the language model (380 MB, a minute or two, once) ..."
    if install_lock model; then
        rm -f "$venv/failed-model.txt"
        return
    fi
    [ "$wanted" = auto ] || return 1
    say "The language model could not be installed (see above); going on without it."
    install_light || return 1
    cp "$locks/model.txt" "$venv/failed-model.txt"
    say "To try the model again: DIGEST_REQUIREMENTS=model ./invoke build"
}

install_locks() {
    case $wanted in
        light) is_installed model || install_light || return 1 ;;
        *) install_model || return 1 ;;
    esac
    if [ "$with_dev" = yes ] && ! is_installed dev; then
        say "Installing what tests and checks need ..."
        install_lock dev || return 1
    fi
}

# Two starts at the same time: the second waits. mkdir is atomic everywhere; a lock whose process is gone is void.
take_turn() {
    mkdir -p "$root/.cache"
    told=no
    while ! mkdir "$lock_folder" 2>/dev/null; do
        owner=$(cat "$lock_folder/pid" 2>/dev/null || printf '')
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock_folder"
            continue
        fi
        [ "$told" = yes ] || say "Another start is installing; waiting for it (if there is none: rm -r .cache/environment.lock) ..."
        told=yes
        sleep 1
    done
    trap 'rm -rf "$lock_folder"' EXIT
    trap 'exit 130' INT TERM HUP
    printf '%s\n' "$$" >"$lock_folder/pid"
}

end_turn() {
    rm -rf "$lock_folder"
    trap - EXIT INT TERM HUP
}

find_choice() {
    wanted=${DIGEST_REQUIREMENTS:-auto}
    case $wanted in
        auto | light | model) ;;
        *)
            say "DIGEST_REQUIREMENTS is '$wanted'; it can be light or model."
            return 1
            ;;
    esac
    if [ -z "${DIGEST_REQUIREMENTS:-}" ] && [ -e "$light_chosen" ]; then wanted=light; fi
}

# Only light is remembered: a model that cannot be had for the next lock must not stop all work.
keep_choice() {
    case $wanted in
        light) [ -e "$light_chosen" ] || : >"$light_chosen" ;;
        *) [ ! -e "$light_chosen" ] || rm -f "$light_chosen" ;;
    esac
}

install_missing() {
    take_turn
    if ! is_ready; then
        make_venv && install_locks || {
            say "The environment could not be made; nothing else was changed."
            return 1
        }
    fi
    end_turn
}

# prepare_environment yes|no: with what tests and checks need, or without.
prepare_environment() {
    with_dev=$1
    find_choice || return 1
    if ! is_ready; then
        install_missing || return 1
    fi
    keep_choice
}
