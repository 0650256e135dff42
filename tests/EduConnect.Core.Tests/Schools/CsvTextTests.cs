using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Listing;
using EduConnect.Core.Schools.Lists;
using EduConnect.Testing;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>The files a school opens in a spreadsheet (rows #152 and #193, S-CS1).</summary>
public sealed class CsvTextTests
{
    private static readonly School School = new() { Uai = "0999901Z", SourceId = "1", Academie = "13", TypeLabel = "CLG", Name = "Jeanne-Valmont", Departement = "099" };

    [Theory]
    [Trait("Rule", "S-CS1")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33639980001", "'+33639980001")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\u200b=1", "'\u200b=1")]
    [InlineData("\u00a0=1", "'\u00a0=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r1", "'\r1")]
    [InlineData("6E1", "'6E1")]
    [InlineData("22222e22", "'22222e22")]
    [InlineData("3E-1", "'3E-1")]
    [InlineData("5E+1", "'5E+1")]
    [InlineData("6E 1", "'6E 1")]
    [InlineData("6 E 1", "'6 E 1")]
    [InlineData("3,5e - 2", "'3,5e - 2")]
    [InlineData("6E-A", "6E-A")]
    [InlineData("6E1-2", "6E1-2")]
    [InlineData("0601", "'0601")]
    [InlineData("00110002110", "'00110002110")]
    [InlineData("1234567890123456", "'1234567890123456")]
    [InlineData("6-1", "'6-1")]
    [InlineData("6/1", "'6/1")]
    [InlineData("12:30", "'12:30")]
    [InlineData("1-2-3", "'1-2-3")]
    [InlineData("6E A", "6E A")]
    [InlineData("0", "0")]
    [InlineData("120", "120")]
    [InlineData("0,5", "0,5")]
    [InlineData("48,72", "48,72")]
    [InlineData("20/11/2026", "20/11/2026")]
    [InlineData("2026-11-20", "2026-11-20")]
    [InlineData("09:05:00", "09:05:00")]
    [InlineData("0130001E", "0130001E")]
    [InlineData("5E1B", "5E1B")]
    [InlineData("D'Arc-Le Goff", "D'Arc-Le Goff")]
    [InlineData("", "")]
    public void What_a_spreadsheet_would_run_or_misread_becomes_text(string value, string harmless) => Assert.Equal(harmless, CsvText.Harmless(value));

    [Fact]
    public void Any_name_comes_back_whole()
    {
        string[] cells = ["a;b", "dit \"Le Petit\"", "deux\r\nlignes", " espace ", "Éloïse 漢 \ud83d\ude00", "", "fin"];
        var text = new CsvText();
        text.Add(cells);
        var bytes = text.ToBytes();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal(cells, CsvFile.Parse(Encoding.UTF8.GetString(bytes.AsSpan(3))).Single());
    }

    [Fact]
    [Trait("Row", "#152")]
    [Trait("Row", "#149")]
    [Trait("Row", "#136")]
    [Trait("Row", "#153")]
    public void Pupils_have_the_fourteen_columns_of_the_sources()
    {
        var informed = Row();
        var lines = Lines(
            ListKind.Pupils,
            new ListedAccount(informed.Row, "5EME", ActivationMode.School, PasswordKind.Provisional, ProvisionalPassword.From("22222E22")),
            new ListedAccount(informed.Row, null, ActivationMode.School, PasswordKind.Chosen, null),
            new ListedAccount(informed.Row, null, ActivationMode.None, PasswordKind.None, null));
        Assert.Equal(
            ["UAI", "Établissement", "Nom élève", "Prénom élève", "MEF", "Code classe", "Classe", "État du compte", "Identifiant", "Mot de passe", "Confirmation adresse mail", "Adresse mail", "Dernière information", "Dernière connexion"],
            lines[0]);
        Assert.Equal(
            ["0999901Z", "CLG Jeanne-Valmont", "'=DELORME", "Anaïs", "5EME", "'6E1", "Sixième 1", "Non activé - informé", "a.delorme", "2222-2E22", "oui", "a@example.org", "20/11/2026", ""],
            lines[1]);
        Assert.Equal(["*****", "Non renseigné"], lines[2..].Select(line => line[9]));
        Assert.All(lines, line => Assert.Equal(14, line.Count));
    }

    [Theory]
    [Trait("Row", "#193")]
    [Trait("Row", "#194")]
    [InlineData(ListKind.LegalGuardians, "Nom représentant légal")]
    [InlineData(ListKind.PersonsInCharge, "Nom personne en charge")]
    [InlineData(ListKind.Guardians, "Nom responsable")]
    public void Guardians_have_fifteen_columns_with_the_origin(ListKind kind, string head)
    {
        var modes = Enum.GetValues<ActivationMode>();
        var lines = Lines(kind, [.. modes.Select(mode => Row() with { Mode = mode })]);
        Assert.All(lines, line => Assert.Equal(15, line.Count));
        Assert.Equal(head, lines[0][7]);
        Assert.Equal(["Non renseignée", "Établissement", "Responsable", "FranceConnect", "ATEN", "ENT"], lines[1..].Select(line => line[10]));
        Assert.Equal(("DUPONT", "Nadia"), (lines[1][7], lines[1][8]));
    }

    [Theory]
    [Trait("Row", "#152"), Trait("Rule", "S-CS1"), Trait("Rule", "domain 3.6")]
    [InlineData("AEMJY2CD", "AEMJY2CD")]
    [InlineData("22222222", "22222222")]
    [InlineData("2E222222", "2E22-2222")]
    [InlineData("22E22222", "22E2-2222")]
    [InlineData("222E2222", "22-2E2222")]
    [InlineData("2222E222", "2222-E222")]
    [InlineData("222222E2", "2222-22E2")]
    public void A_password_reads_as_it_is_typed(string password, string shown)
    {
        var lines = Lines(ListKind.Pupils, Row() with { Kind = PasswordKind.Provisional, Password = ProvisionalPassword.From(password) });
        Assert.Equal(shown, lines[1][9]);
        Assert.Equal(password, shown.Replace("-", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void Passwords_do_not_print() => Assert.DoesNotContain("22222", (Row() with { Password = ProvisionalPassword.From("22222E22") }).ToString(), StringComparison.Ordinal);

    private static ListedAccount Row() => new(
        new ListRow
        {
            PupilName = "=DELORME",
            PupilFirstName = "Anaïs",
            PupilSearch = "delorme anais",
            ClassCode = "6E1",
            ClassLabel = "Sixième 1",
            GuardianName = "DUPONT",
            GuardianFirstName = "Nadia",
            Username = "a.delorme",
            Mail = "a@example.org",
            MailConfirmedAt = DateTime.UnixEpoch,
            State = AccountState.Informed,
            LastInformedAt = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc),
        },
        null, ActivationMode.None, PasswordKind.None, null);

    private static List<List<string>> Lines(ListKind kind, params ListedAccount[] accounts) => CsvFile.Parse(Encoding.UTF8.GetString(AccountCsv.Write(School, kind, accounts).AsSpan(3)));
}
