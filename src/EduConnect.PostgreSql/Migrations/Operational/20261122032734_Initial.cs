using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Operational
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "activation_state",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    handle_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    goal = table.Column<int>(type: "integer", nullable: false),
                    proof_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    link_id = table.Column<Guid>(type: "uuid", nullable: true),
                    mail = table.Column<string>(type: "text", nullable: true),
                    mail_is_given = table.Column<bool>(type: "boolean", nullable: false),
                    mail_is_proved = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    decision = table.Column<string>(type: "text", nullable: true),
                    birth_date_tries = table.Column<int>(type: "integer", nullable: false),
                    is_shared = table.Column<bool>(type: "boolean", nullable: false),
                    return_path = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activation_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agent_tries",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_tries", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "attempt_counter",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    window_failures = table.Column<int>(type: "integer", nullable: false),
                    window_began_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_failed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    waiting_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attempt_counter", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "journal_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    request_id = table.Column<string>(type: "text", nullable: false),
                    network = table.Column<string>(type: "text", nullable: false),
                    drained_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "list_selection",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    everything = table.Column<string>(type: "text", nullable: true),
                    added = table.Column<string>(type: "text", nullable: false),
                    removed = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_selection", x => new { x.session_id, x.school_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "oidc_assertion_mark",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oidc_assertion_mark", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "oidc_grant",
                columns: table => new
                {
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    refresh_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    profile = table.Column<int>(type: "integer", nullable: false),
                    authenticated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    methods = table.Column<string>(type: "text", nullable: false),
                    redirect_uri = table.Column<string>(type: "text", nullable: false),
                    code_challenge = table.Column<string>(type: "text", nullable: true),
                    nonce = table.Column<string>(type: "text", nullable: true),
                    scope = table.Column<string>(type: "text", nullable: false),
                    token_scope = table.Column<string>(type: "text", nullable: false),
                    id_token_claims = table.Column<string>(type: "text", nullable: true),
                    user_info_claims = table.Column<string>(type: "text", nullable: true),
                    issued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    code_expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    token_expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refresh_expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oidc_grant", x => x.code_hash);
                });

            migrationBuilder.CreateTable(
                name: "outbox_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    template = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    html = table.Column<string>(type: "text", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    handle_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    holder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    authenticated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    methods = table.Column<string>(type: "text", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    is_shared = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "used_totp_step",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_used_totp_step", x => new { x.agent_id, x.step });
                });

            migrationBuilder.CreateIndex(
                name: "ix_activation_state_expires_at",
                table: "activation_state",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_activation_state_handle_hash",
                table: "activation_state",
                column: "handle_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_attempt_counter_last_failed_at",
                table: "attempt_counter",
                column: "last_failed_at");

            migrationBuilder.CreateIndex(
                name: "ix_journal_entry_drained_at_at",
                table: "journal_entry",
                columns: new[] { "drained_at", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_list_selection_changed_at",
                table: "list_selection",
                column: "changed_at");

            migrationBuilder.CreateIndex(
                name: "ix_oidc_assertion_mark_expires_at",
                table: "oidc_assertion_mark",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_oidc_grant_issued_at",
                table: "oidc_grant",
                column: "issued_at");

            migrationBuilder.CreateIndex(
                name: "ix_oidc_grant_token_hash",
                table: "oidc_grant",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_message_sent_at_failed_at_due_at",
                table: "outbox_message",
                columns: new[] { "sent_at", "failed_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_session_handle_hash",
                table: "session",
                column: "handle_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_holder_id",
                table: "session",
                column: "holder_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activation_state");

            migrationBuilder.DropTable(
                name: "agent_tries");

            migrationBuilder.DropTable(
                name: "attempt_counter");

            migrationBuilder.DropTable(
                name: "journal_entry");

            migrationBuilder.DropTable(
                name: "list_selection");

            migrationBuilder.DropTable(
                name: "oidc_assertion_mark");

            migrationBuilder.DropTable(
                name: "oidc_grant");

            migrationBuilder.DropTable(
                name: "outbox_message");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "used_totp_step");
        }
    }
}
