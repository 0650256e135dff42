using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Main
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    pupil_id = table.Column<Guid>(type: "uuid", nullable: true),
                    username = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<int>(type: "integer", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    provisional_cipher = table.Column<byte[]>(type: "bytea", nullable: true),
                    provisional_mac = table.Column<byte[]>(type: "bytea", nullable: true),
                    provisional_created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    provisional_expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    mail = table.Column<string>(type: "text", nullable: true),
                    mail_confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    mail_in_error = table.Column<bool>(type: "boolean", nullable: false),
                    mobile = table.Column<string>(type: "text", nullable: true),
                    mobile_confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    is_compromised = table.Column<bool>(type: "boolean", nullable: false),
                    reset_requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    new_username_requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_informed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    activated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_sign_in_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    previous_sign_in_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    activation_begun_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<int>(type: "integer", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    mail = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agent",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    username = table.Column<string>(type: "text", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: false),
                    totp_seed = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    disabled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agent_right",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    module = table.Column<int>(type: "integer", nullable: false),
                    uai = table.Column<string>(type: "text", nullable: true),
                    departement = table.Column<string>(type: "text", nullable: true),
                    degree = table.Column<int>(type: "integer", nullable: true),
                    granted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_right", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    event_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    actor_kind = table.Column<int>(type: "integer", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: false),
                    request_id = table.Column<string>(type: "text", nullable: false),
                    network = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "enrolment",
                columns: table => new
                {
                    pupil_record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pupil_id = table.Column<Guid>(type: "uuid", nullable: false),
                    class_id = table.Column<Guid>(type: "uuid", nullable: true),
                    mef_code = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrolment", x => new { x.pupil_record_id, x.school_id });
                });

            migrationBuilder.CreateTable(
                name: "guardian_link",
                columns: table => new
                {
                    guardian_record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pupil_record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pupil_id = table.Column<Guid>(type: "uuid", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    statement = table.Column<int>(type: "integer", nullable: false),
                    stated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reported_birth_date = table.Column<DateOnly>(type: "date", nullable: true),
                    gone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guardian_link", x => new { x.guardian_record_id, x.pupil_record_id });
                });

            migrationBuilder.CreateTable(
                name: "guardian_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    academie = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    source_id = table.Column<string>(type: "text", nullable: false),
                    registration_number = table.Column<string>(type: "text", nullable: false),
                    civility = table.Column<string>(type: "text", nullable: false),
                    family_name = table.Column<string>(type: "text", nullable: false),
                    usual_name = table.Column<string>(type: "text", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false),
                    mail = table.Column<string>(type: "text", nullable: true),
                    mobile = table.Column<string>(type: "text", nullable: true),
                    search_name = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    row_hash = table.Column<long>(type: "bigint", nullable: true),
                    gone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guardian_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    academie = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    export_date = table.Column<DateOnly>(type: "date", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    chunks = table.Column<int>(type: "integer", nullable: false),
                    counts = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "informed_account",
                columns: table => new
                {
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_informed_account", x => new { x.operation_id, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "mef",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    statistical_code = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mef", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "operation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    argument = table.Column<string>(type: "text", nullable: false),
                    requested_by_kind = table.Column<int>(type: "integer", nullable: false),
                    requested_by_id = table.Column<string>(type: "text", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operation", x => x.id);
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
                name: "pupil",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ine = table.Column<string>(type: "text", nullable: true),
                    family_name = table.Column<string>(type: "text", nullable: false),
                    usual_name = table.Column<string>(type: "text", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: true),
                    civility = table.Column<string>(type: "text", nullable: false),
                    identity_key = table.Column<long>(type: "bigint", nullable: false),
                    search_name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pupil", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pupil_doubt",
                columns: table => new
                {
                    pupil_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_pupil_id = table.Column<Guid>(type: "uuid", nullable: false),
                    noticed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pupil_doubt", x => new { x.pupil_id, x.other_pupil_id });
                });

            migrationBuilder.CreateTable(
                name: "pupil_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    academie = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    source_id = table.Column<string>(type: "text", nullable: false),
                    registration_number = table.Column<string>(type: "text", nullable: false),
                    pupil_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_hash = table.Column<long>(type: "bigint", nullable: true),
                    gone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pupil_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "record_proposal",
                columns: table => new
                {
                    guardian_record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_proposal", x => new { x.guardian_record_id, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "retired_username",
                columns: table => new
                {
                    username = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retired_username", x => x.username);
                });

            migrationBuilder.CreateTable(
                name: "school",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    uai = table.Column<string>(type: "text", nullable: false),
                    source_id = table.Column<string>(type: "text", nullable: false),
                    academie = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    type_label = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    town = table.Column<string>(type: "text", nullable: false),
                    street = table.Column<string>(type: "text", nullable: false),
                    post_code = table.Column<string>(type: "text", nullable: false),
                    mail = table.Column<string>(type: "text", nullable: true),
                    departement = table.Column<string>(type: "text", nullable: false),
                    circonscription = table.Column<string>(type: "text", nullable: true),
                    is_private = table.Column<bool>(type: "boolean", nullable: false),
                    row_hash = table.Column<long>(type: "bigint", nullable: true),
                    updated_from_directory_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    gone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "school_class",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_class", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "service",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    home_address = table.Column<string>(type: "text", nullable: true),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    authentication = table.Column<int>(type: "integer", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    previous_secret_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    previous_secret_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    public_keys = table.Column<string>(type: "text", nullable: true),
                    redirect_uris = table.Column<string>(type: "text", nullable: false),
                    post_logout_redirect_uris = table.Column<string>(type: "text", nullable: false),
                    origins = table.Column<string>(type: "text", nullable: false),
                    scopes = table.Column<string>(type: "text", nullable: false),
                    claims = table.Column<string>(type: "text", nullable: false),
                    audience = table.Column<int>(type: "integer", nullable: false),
                    pkce = table.Column<int>(type: "integer", nullable: false),
                    signing = table.Column<int>(type: "integer", nullable: false),
                    sector = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    access_token_seconds = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source_feed",
                columns: table => new
                {
                    academie = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    last_complet_date = table.Column<DateOnly>(type: "date", nullable: true),
                    last_export_date = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_feed", x => new { x.academie, x.degree });
                });

            migrationBuilder.CreateTable(
                name: "username_counter",
                columns: table => new
                {
                    @base = table.Column<string>(name: "base", type: "text", nullable: false),
                    given = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_username_counter", x => x.@base);
                });

            migrationBuilder.CreateTable(
                name: "white_list_entry",
                columns: table => new
                {
                    academie = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    uai = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_white_list_entry", x => new { x.academie, x.degree, x.uai });
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_pupil_id",
                table: "account",
                column: "pupil_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_username",
                table: "account",
                column: "username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_link_account_id",
                table: "account_link",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_link_token_hash",
                table: "account_link",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agent_username",
                table: "agent",
                column: "username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agent_right_agent_id",
                table: "agent_right",
                column: "agent_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_event_account_id",
                table: "audit_event",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_event_event_id",
                table: "audit_event",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_event_school_id_at",
                table: "audit_event",
                columns: new[] { "school_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_pupil_id",
                table: "enrolment",
                column: "pupil_id");

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_school_id_class_id",
                table: "enrolment",
                columns: new[] { "school_id", "class_id" });

            migrationBuilder.CreateIndex(
                name: "ix_guardian_link_pupil_id",
                table: "guardian_link",
                column: "pupil_id");

            migrationBuilder.CreateIndex(
                name: "ix_guardian_link_pupil_record_id",
                table: "guardian_link",
                column: "pupil_record_id");

            migrationBuilder.CreateIndex(
                name: "ix_guardian_record_academie_degree_source_id",
                table: "guardian_record",
                columns: new[] { "academie", "degree", "source_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_guardian_record_account_id",
                table: "guardian_record",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_guardian_record_mail",
                table: "guardian_record",
                column: "mail");

            migrationBuilder.CreateIndex(
                name: "ix_guardian_record_mobile",
                table: "guardian_record",
                column: "mobile");

            migrationBuilder.CreateIndex(
                name: "ix_import_run_academie_degree_started_at",
                table: "import_run",
                columns: new[] { "academie", "degree", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_operation_state_lease_until",
                table: "operation",
                columns: new[] { "state", "lease_until" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_message_sent_at_failed_at_due_at",
                table: "outbox_message",
                columns: new[] { "sent_at", "failed_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_pupil_identity_key",
                table: "pupil",
                column: "identity_key");

            migrationBuilder.CreateIndex(
                name: "ix_pupil_ine",
                table: "pupil",
                column: "ine",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pupil_doubt_other_pupil_id",
                table: "pupil_doubt",
                column: "other_pupil_id");

            migrationBuilder.CreateIndex(
                name: "ix_pupil_record_academie_degree_source_id",
                table: "pupil_record",
                columns: new[] { "academie", "degree", "source_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pupil_record_pupil_id",
                table: "pupil_record",
                column: "pupil_id");

            migrationBuilder.CreateIndex(
                name: "ix_record_proposal_account_id",
                table: "record_proposal",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_school_academie_degree_source_id",
                table: "school",
                columns: new[] { "academie", "degree", "source_id" });

            migrationBuilder.CreateIndex(
                name: "ix_school_departement_degree",
                table: "school",
                columns: new[] { "departement", "degree" });

            migrationBuilder.CreateIndex(
                name: "ix_school_uai",
                table: "school",
                column: "uai",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_school_class_school_id_code",
                table: "school_class",
                columns: new[] { "school_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_client_id",
                table: "service",
                column: "client_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "account_link");

            migrationBuilder.DropTable(
                name: "agent");

            migrationBuilder.DropTable(
                name: "agent_right");

            migrationBuilder.DropTable(
                name: "audit_event");

            migrationBuilder.DropTable(
                name: "enrolment");

            migrationBuilder.DropTable(
                name: "guardian_link");

            migrationBuilder.DropTable(
                name: "guardian_record");

            migrationBuilder.DropTable(
                name: "import_run");

            migrationBuilder.DropTable(
                name: "informed_account");

            migrationBuilder.DropTable(
                name: "mef");

            migrationBuilder.DropTable(
                name: "operation");

            migrationBuilder.DropTable(
                name: "outbox_message");

            migrationBuilder.DropTable(
                name: "pupil");

            migrationBuilder.DropTable(
                name: "pupil_doubt");

            migrationBuilder.DropTable(
                name: "pupil_record");

            migrationBuilder.DropTable(
                name: "record_proposal");

            migrationBuilder.DropTable(
                name: "retired_username");

            migrationBuilder.DropTable(
                name: "school");

            migrationBuilder.DropTable(
                name: "school_class");

            migrationBuilder.DropTable(
                name: "service");

            migrationBuilder.DropTable(
                name: "source_feed");

            migrationBuilder.DropTable(
                name: "username_counter");

            migrationBuilder.DropTable(
                name: "white_list_entry");
        }
    }
}
