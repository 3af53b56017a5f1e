"""What a crash leaves behind: nothing of what was in memory. It knows nothing of what that was."""


def leave_no_core() -> None:
    """The system writes no core dump of this process and of those that it starts, where it knows such a limit."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
