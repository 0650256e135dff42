using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EduConnect.PostgreSql.Migrations.Main
{
    /// <inheritdoc />
    public partial class SelfHelp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mail_key",
                table: "account",
                type: "text",
                nullable: true);

            migrationBuilder.Sql("update account set mail_key = lower(mail) where mail is not null");

            migrationBuilder.CreateIndex(
                name: "ix_account_mail_key",
                table: "account",
                column: "mail_key");

            migrationBuilder.CreateIndex(
                name: "ix_account_mobile",
                table: "account",
                column: "mobile");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_account_mail_key",
                table: "account");

            migrationBuilder.DropIndex(
                name: "ix_account_mobile",
                table: "account");

            migrationBuilder.DropColumn(
                name: "mail_key",
                table: "account");
        }
    }
}
