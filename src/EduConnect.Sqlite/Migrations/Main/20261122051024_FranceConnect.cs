using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.Sqlite.Migrations.Main
{
    /// <inheritdoc />
    public partial class FranceConnect : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "france_connect_identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    environment = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    attached_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_france_connect_identity", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_france_connect_identity_account_id_environment",
                table: "france_connect_identity",
                columns: new[] { "account_id", "environment" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_france_connect_identity_environment_subject",
                table: "france_connect_identity",
                columns: new[] { "environment", "subject" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "france_connect_identity");
        }
    }
}
