using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Operational
{
    /// <inheritdoc />
    public partial class SelfHelpAndMyAccount : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "browser",
                table: "session",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "maintenance_window",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maintenance_window", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pending_step",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pending_step", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recovery_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    proof_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    return_path = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recovery_state",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    handle_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    profile = table.Column<int>(type: "integer", nullable: false),
                    username = table.Column<string>(type: "text", nullable: false),
                    way = table.Column<int>(type: "integer", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    proof_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    proved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    return_path = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_state", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_maintenance_window_ends_at",
                table: "maintenance_window",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_pending_step_expires_at",
                table: "pending_step",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_pending_step_session_id_kind",
                table: "pending_step",
                columns: new[] { "session_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_recovery_link_account_id",
                table: "recovery_link",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_link_expires_at",
                table: "recovery_link",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_link_token_hash",
                table: "recovery_link",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recovery_state_expires_at",
                table: "recovery_state",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_state_handle_hash",
                table: "recovery_state",
                column: "handle_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "maintenance_window");

            migrationBuilder.DropTable(
                name: "pending_step");

            migrationBuilder.DropTable(
                name: "recovery_link");

            migrationBuilder.DropTable(
                name: "recovery_state");

            migrationBuilder.DropColumn(
                name: "browser",
                table: "session");
        }
    }
}
