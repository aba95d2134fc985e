"""The columns of tables that cannot speak for themselves: those of libraries, and of the room below this one."""

from privacy.data_map import columns

FIELDS = {
    "ledger.Event": columns(
        internal="position at name subject data", public="previous hash", personal="actor"
    ),
    "ledger.ChainHead": columns(internal="id position", public="hash"),
    "ledger.Job": columns(
        internal="id kind key payload state attempts lease leased_until error done parts created_at finished_at"
    ),
    "auth.Group": columns(internal="id name permissions"),
    "auth.Permission": columns(internal="id name content_type codename"),
    "contenttypes.ContentType": columns(internal="id app_label model"),
    "sessions.Session": columns(secret="session_key session_data", internal="expire_date"),
    "guardian.UserObjectPermission": columns(
        internal="id permission content_type object_pk", personal="user"
    ),
    "guardian.GroupObjectPermission": columns(internal="id permission content_type object_pk group"),
    # tries to sign in: never of a child, who has no account
    "axes.AccessAttempt": columns(
        internal="id path_info attempt_time failures_since_start http_accept",
        personal="user_agent ip_address username get_data post_data",
    ),
    "axes.AccessAttemptExpiration": columns(internal="access_attempt expires_at"),
    "axes.AccessFailureLog": columns(
        internal="id path_info attempt_time locked_out http_accept", personal="user_agent ip_address username"
    ),
    "axes.AccessLog": columns(
        internal="id path_info attempt_time logout_time http_accept",
        personal="user_agent ip_address username",
        secret="session_hash",
    ),
}
