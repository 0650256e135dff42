using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Main
{
    /// <inheritdoc />
    public partial class GuardianDoubts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "guardian_doubt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    guardian_record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    names = table.Column<int>(type: "integer", nullable: false),
                    shared = table.Column<int>(type: "integer", nullable: false),
                    noticed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decision = table.Column<int>(type: "integer", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guardian_doubt", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_guardian_doubt_guardian_record_id",
                table: "guardian_doubt",
                column: "guardian_record_id");

            migrationBuilder.CreateIndex(
                name: "ix_guardian_doubt_other_record_id",
                table: "guardian_doubt",
                column: "other_record_id");

            migrationBuilder.CreateIndex(
                name: "ix_guardian_doubt_school_id_decision",
                table: "guardian_doubt",
                columns: new[] { "school_id", "decision" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "guardian_doubt");
        }
    }
}
