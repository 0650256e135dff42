using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.Sqlite.Migrations.Operational
{
    /// <inheritdoc />
    public partial class AgentProvider : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "agent_identity",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    issuer = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    bound_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_identity", x => new { x.agent_id, x.issuer });
                });

            migrationBuilder.CreateTable(
                name: "agent_provider_request",
                columns: table => new
                {
                    state_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    goal = table.Column<int>(type: "INTEGER", nullable: false),
                    browser_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    nonce_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    return_path = table.Column<string>(type: "TEXT", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_provider_request", x => x.state_hash);
                });

            migrationBuilder.CreateTable(
                name: "agent_provider_session",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    groups = table.Column<string>(type: "TEXT", nullable: false),
                    sealed_token = table.Column<byte[]>(type: "BLOB", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_provider_session", x => x.session_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agent_identity_issuer_subject",
                table: "agent_identity",
                columns: new[] { "issuer", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agent_provider_request_expires_at",
                table: "agent_provider_request",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_agent_provider_session_expires_at",
                table: "agent_provider_session",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agent_identity");

            migrationBuilder.DropTable(
                name: "agent_provider_request");

            migrationBuilder.DropTable(
                name: "agent_provider_session");
        }
    }
}
