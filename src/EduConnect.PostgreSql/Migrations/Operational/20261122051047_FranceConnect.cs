using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Operational
{
    /// <inheritdoc />
    public partial class FranceConnect : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "france_connect_request",
                columns: table => new
                {
                    state_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    browser_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    nonce_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    goal = table.Column<int>(type: "integer", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_shared = table.Column<bool>(type: "boolean", nullable: false),
                    return_path = table.Column<string>(type: "text", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_france_connect_request", x => x.state_hash);
                });

            migrationBuilder.CreateTable(
                name: "france_connect_switch",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    is_off = table.Column<bool>(type: "boolean", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_france_connect_switch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "france_connect_token",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    browser_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    subject_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_france_connect_token", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_france_connect_request_expires_at",
                table: "france_connect_request",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_france_connect_token_browser_hash",
                table: "france_connect_token",
                column: "browser_hash");

            migrationBuilder.CreateIndex(
                name: "ix_france_connect_token_expires_at",
                table: "france_connect_token",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "france_connect_request");

            migrationBuilder.DropTable(
                name: "france_connect_switch");

            migrationBuilder.DropTable(
                name: "france_connect_token");
        }
    }
}
