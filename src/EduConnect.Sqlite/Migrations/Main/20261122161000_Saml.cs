using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.Sqlite.Migrations.Main
{
    /// <inheritdoc />
    public partial class Saml : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "saml_terms",
                columns: table => new
                {
                    service_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: false),
                    consumers = table.Column<string>(type: "TEXT", nullable: false),
                    signing_certificates = table.Column<string>(type: "TEXT", nullable: false),
                    encryption_certificates = table.Column<string>(type: "TEXT", nullable: false),
                    logout_addresses = table.Column<string>(type: "TEXT", nullable: false),
                    requests_are_signed = table.Column<bool>(type: "INTEGER", nullable: false),
                    name_id = table.Column<int>(type: "INTEGER", nullable: false),
                    cipher = table.Column<int>(type: "INTEGER", nullable: false),
                    is_lenient = table.Column<bool>(type: "INTEGER", nullable: false),
                    accepts_sha1_at_sign_out = table.Column<bool>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saml_terms", x => x.service_id);
                    table.ForeignKey(
                        name: "fk_saml_terms_service_service_id",
                        column: x => x.service_id,
                        principalTable: "service",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_saml_terms_entity_id",
                table: "saml_terms",
                column: "entity_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saml_terms");
        }
    }
}
