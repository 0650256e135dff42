using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.Sqlite.Migrations.Main
{
    /// <inheritdoc />
    public partial class SchoolResets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reset_account",
                columns: table => new
                {
                    operation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    result = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reset_account", x => new { x.operation_id, x.account_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_new_username_requested_at",
                table: "account",
                column: "new_username_requested_at",
                filter: "new_username_requested_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reset_account");

            migrationBuilder.DropIndex(
                name: "ix_account_new_username_requested_at",
                table: "account");
        }
    }
}
