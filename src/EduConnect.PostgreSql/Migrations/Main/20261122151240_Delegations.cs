using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Main
{
    /// <inheritdoc />
    public partial class Delegations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "circonscription",
                table: "agent_right",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "granted_by_id",
                table: "agent_right",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_head",
                table: "agent_right",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "uai",
                table: "agent",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "school_address",
                columns: table => new
                {
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    verified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    is_on = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_address", x => new { x.school_id, x.people });
                });

            migrationBuilder.CreateIndex(
                name: "ix_agent_right_uai",
                table: "agent_right",
                column: "uai");

            migrationBuilder.CreateIndex(
                name: "ix_agent_uai",
                table: "agent",
                column: "uai");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "school_address");

            migrationBuilder.DropIndex(
                name: "ix_agent_right_uai",
                table: "agent_right");

            migrationBuilder.DropIndex(
                name: "ix_agent_uai",
                table: "agent");

            migrationBuilder.DropColumn(
                name: "circonscription",
                table: "agent_right");

            migrationBuilder.DropColumn(
                name: "granted_by_id",
                table: "agent_right");

            migrationBuilder.DropColumn(
                name: "is_head",
                table: "agent_right");

            migrationBuilder.DropColumn(
                name: "uai",
                table: "agent");
        }
    }
}
