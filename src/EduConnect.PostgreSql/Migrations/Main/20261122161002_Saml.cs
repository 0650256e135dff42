using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Main
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
                    service_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entity_id = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    consumers = table.Column<string>(type: "text", nullable: false),
                    signing_certificates = table.Column<string>(type: "text", nullable: false),
                    encryption_certificates = table.Column<string>(type: "text", nullable: false),
                    logout_addresses = table.Column<string>(type: "text", nullable: false),
                    requests_are_signed = table.Column<bool>(type: "boolean", nullable: false),
                    name_id = table.Column<int>(type: "integer", nullable: false),
                    cipher = table.Column<int>(type: "integer", nullable: false),
                    is_lenient = table.Column<bool>(type: "boolean", nullable: false),
                    accepts_sha1_at_sign_out = table.Column<bool>(type: "boolean", nullable: false),
                    entered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
