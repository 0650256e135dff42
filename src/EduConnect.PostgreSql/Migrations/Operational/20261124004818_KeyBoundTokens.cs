using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Operational
{
    /// <inheritdoc />
    public partial class KeyBoundTokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "code_thumbprint",
                table: "oidc_grant",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "refresh_thumbprint",
                table: "oidc_grant",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "token_thumbprint",
                table: "oidc_grant",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "code_thumbprint",
                table: "oidc_grant");

            migrationBuilder.DropColumn(
                name: "refresh_thumbprint",
                table: "oidc_grant");

            migrationBuilder.DropColumn(
                name: "token_thumbprint",
                table: "oidc_grant");
        }
    }
}
