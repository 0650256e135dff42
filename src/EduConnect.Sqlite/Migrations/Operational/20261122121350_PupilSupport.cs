using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.Sqlite.Migrations.Operational
{
    /// <inheritdoc />
    public partial class PupilSupport : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_code",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    draw_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mac = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agent_name = table.Column<string>(type: "TEXT", nullable: false),
                    school_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    school_name = table.Column<string>(type: "TEXT", nullable: false),
                    given_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_code", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "pupil_support_switch",
                columns: table => new
                {
                    function = table.Column<int>(type: "INTEGER", nullable: false),
                    is_off = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pupil_support_switch", x => x.function);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_code_expires_at",
                table: "access_code",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_code");

            migrationBuilder.DropTable(
                name: "pupil_support_switch");
        }
    }
}
