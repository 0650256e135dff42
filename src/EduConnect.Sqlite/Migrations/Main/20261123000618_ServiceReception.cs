using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.Sqlite.Migrations.Main
{
    /// <inheritdoc />
    public partial class ServiceReception : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "degrees",
                table: "service",
                type: "INTEGER",
                nullable: false,
                defaultValue: 3);

            migrationBuilder.AddColumn<bool>(
                name: "requires_pushed_requests",
                table: "service",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "schools",
                table: "service",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "service_usage",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    sign_ins = table.Column<int>(type: "INTEGER", nullable: false),
                    pupils = table.Column<int>(type: "INTEGER", nullable: false),
                    guardians = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_usage", x => new { x.client_id, x.day });
                });

            migrationBuilder.CreateIndex(
                name: "ix_service_usage_day",
                table: "service_usage",
                column: "day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "service_usage");

            migrationBuilder.DropColumn(
                name: "degrees",
                table: "service");

            migrationBuilder.DropColumn(
                name: "requires_pushed_requests",
                table: "service");

            migrationBuilder.DropColumn(
                name: "schools",
                table: "service");
        }
    }
}
