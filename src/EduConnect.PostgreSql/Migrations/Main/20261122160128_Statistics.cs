using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Main
{
    /// <inheritdoc />
    public partial class Statistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "absence",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absence", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "school_coverage",
                columns: table => new
                {
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    breakdown = table.Column<int>(type: "integer", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    pupils = table.Column<int>(type: "integer", nullable: false),
                    reached = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_coverage", x => new { x.school_id, x.breakdown, x.item });
                });

            migrationBuilder.CreateTable(
                name: "school_figure",
                columns: table => new
                {
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<int>(type: "integer", nullable: false),
                    breakdown = table.Column<int>(type: "integer", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<int>(type: "integer", nullable: false),
                    accounts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_figure", x => new { x.school_id, x.list, x.breakdown, x.item, x.state, x.mode });
                });

            migrationBuilder.CreateTable(
                name: "school_statistics",
                columns: table => new
                {
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    computed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_statistics", x => x.school_id);
                });

            migrationBuilder.CreateTable(
                name: "territory_coverage",
                columns: table => new
                {
                    level = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    pupils = table.Column<int>(type: "integer", nullable: false),
                    reached = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_coverage", x => new { x.level, x.code, x.degree, x.day });
                });

            migrationBuilder.CreateTable(
                name: "territory_day",
                columns: table => new
                {
                    level = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    list = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    accounts = table.Column<int>(type: "integer", nullable: false),
                    activated = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_day", x => new { x.level, x.code, x.degree, x.list, x.day });
                });

            migrationBuilder.CreateTable(
                name: "territory_figure",
                columns: table => new
                {
                    level = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<int>(type: "integer", nullable: false),
                    list = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<int>(type: "integer", nullable: false),
                    accounts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_figure", x => new { x.level, x.code, x.degree, x.list, x.state, x.mode });
                });

            migrationBuilder.CreateTable(
                name: "territory_statistics",
                columns: table => new
                {
                    level = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    computed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_statistics", x => new { x.level, x.code });
                });

            migrationBuilder.CreateIndex(
                name: "ix_absence_kind_since",
                table: "absence",
                columns: new[] { "kind", "since" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absence");

            migrationBuilder.DropTable(
                name: "school_coverage");

            migrationBuilder.DropTable(
                name: "school_figure");

            migrationBuilder.DropTable(
                name: "school_statistics");

            migrationBuilder.DropTable(
                name: "territory_coverage");

            migrationBuilder.DropTable(
                name: "territory_day");

            migrationBuilder.DropTable(
                name: "territory_figure");

            migrationBuilder.DropTable(
                name: "territory_statistics");
        }
    }
}
