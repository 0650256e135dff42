using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Every file that the modules of agents give for a spreadsheet, opened by LibreOffice: it sees the cells that were written, and computes nothing (issue 4, show 3).</summary>
[Trait("Rule", "S-CS1")]
public sealed class SpreadsheetTests
{
    private static readonly (string Name, string FirstName)[] Names =
    [
        ("=1+1", "+33639980001"), ("-x", "@a"), ("\t=1", "\u202e=1+1"), ("\u200f=HYPERLINK(\"http://x\";\"y\")", "＝1"), ("D'Arc; \"Le Petit\", l’aîné", "Éloïse"),
        ("deux\nlignes", "6E1"), ("6/1", "007"), ("  =1 ", "LE GOFF-ÇELIK"), ("=cmd|' /C calc'!A0", "\u00a0-2"), ("DELORME", "Anaïs"),
    ];

    private static readonly string[] ClassCodes = ["0601", "6-1", "6E1", "=1+1", "12:30", "3E-1", "6E 1", "5E+1"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#18")]
    [Trait("Row", "#152")]
    [Trait("Row", "#193")]
    public async Task LibreOffice_sees_the_cells_that_were_written_and_no_formula(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, clock: new TestClock(), settings: "--Roles=sign-in,administration");
        var (college, ecole) = await FillAsync(app);
        await app.WithAsync(services => services.GetRequiredService<RunNight>().RunAsync(null, Cancellation));
        var files = await FilesAsync(app, college, ecole);
        Assert.Equal(14, files.Count);
        foreach (var import in Enum.GetValues<SheetImport>())
        {
            var sheets = await LibreOffice.OpenAsync(import, files, Cancellation);
            foreach (var (name, bytes) in files)
            {
                var written = CsvFile.Parse(System.Text.Encoding.UTF8.GetString(bytes.AsSpan(3)));
                Assert.True(written.Count > 1 && written.All(line => line.Count == written[0].Count), name);
                Assert.Equal((name, []), (name, sheets[name].SelectMany(row => row).Select(cell => cell.Formula).OfType<string>().ToArray()));
                Assert.Equal((name, written.Count), (name, sheets[name].Count));
                Assert.All(written.Zip(sheets[name]), pair => Assert.Equal(Trimmed(pair.First), pair.Second.Select(cell => cell.Text)));
            }
        }
    }

    [Fact]
    public async Task What_no_apostrophe_marks_is_computed_or_misread_so_that_the_test_above_can_fail()
    {
        var sheets = await LibreOffice.OpenAsync(SheetImport.Guessing, new Dictionary<string, byte[]> { ["raw"] = "\ufeff=1+1;0601;6E1;6/1;12:30\r\n"u8.ToArray() }, Cancellation);
        var cells = Assert.Single(sheets["raw"]);
        Assert.Equal("of:=1+1", cells[0].Formula);
        Assert.Equal(["2", "601", "6,00E+01"], cells[..3].Select(cell => cell.Text));
        Assert.Matches("^06/01/[0-9]{4}$", cells[3].Text);
        Assert.Equal("12:30:00", cells[4].Text);
        var proposed = await LibreOffice.OpenAsync(SheetImport.AsProposed, new Dictionary<string, byte[]> { ["raw"] = "\ufeffa,b;c\r\n"u8.ToArray() }, Cancellation);
        Assert.Equal(["a", "b", "c"], Assert.Single(proposed["raw"]).Select(cell => cell.Text));
    }

    // Lists of all kinds, the list of Dépannage, the journal, statistics of either degree, and those of MétéoStats.
    private static async Task<Dictionary<string, byte[]>> FilesAsync(TestApp app, School college, School ecole)
    {
        using var agent = await AgentBrowser.SignInAsync(
            app, "head", new NewRight(AgentModule.Administration, Uai: college.Uai) { IsHead = true }, new NewRight(AgentModule.Administration, Uai: ecole.Uai),
            new NewRight(AgentModule.PupilSupport, Uai: college.Uai), new NewRight(AgentModule.Statistics, Departement: "037"));
        var (administration, first) = ("/administration/" + college.Uai, "/administration/" + ecole.Uai);
        Dictionary<string, byte[]> files = [];
        foreach (var list in new[] { $"{administration}/eleves", $"{administration}/representants-legaux", $"{administration}/personnes-en-charge", $"{administration}/eleves-exterieurs", $"{first}/responsables", $"/depannage/{college.Uai}/eleves" })
        {
            await KeepAsync(await ListAsync(agent, list));
        }

        foreach (var address in new[]
        {
            $"{administration}/journal/fichier", $"{administration}/statistiques/eleves/csv", $"{administration}/statistiques/representants-legaux/csv", $"{first}/statistiques/responsables/csv",
            "/meteostats/national/france/csv", "/meteostats/departements/037/csv", "/meteostats/departements/037/evolution/eleves?format=csv", "/meteostats/departements/037/rentree?degre=2&format=csv",
        })
        {
            await KeepAsync(address);
        }

        return files;

        async Task KeepAsync(string address)
        {
            var file = await agent.GetAsync(address);
            Assert.Equal((address, "text/csv"), (address, file.Response.Content.Headers.ContentType?.MediaType));
            files[$"file{files.Count:00}"] = await file.Response.Content.ReadAsByteArrayAsync(Cancellation);
        }
    }

    private static async Task<string> ListAsync(PageClient agent, string list)
    {
        var all = await agent.SubmitAsync(await agent.GetAsync(list), new Dictionary<string, string>(), "main form[method=post]", "all");
        var format = await agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "list");
        var ready = await agent.SubmitAsync(format, new Dictionary<string, string> { ["Format"] = "csv" });
        return ready.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/fichier", StringComparison.Ordinal));
    }

    private static async Task<(School College, School Ecole)> FillAsync(TestApp app)
    {
        await using var db = app.Main();
        var data = new TestData(db);
        var (college, ecole, other) = (data.School(academie: "18", name: "L’Été; \"=1+1\", bis"), data.School(academie: "18", degree: Degree.First), data.School(academie: "18"));
        (college.Departement, ecole.Departement, other.Departement) = ("037", "037", "037");
        db.Add(new Mef { Code = "00110002110", Label = "=6EME, \"bilangue\"" });
        var passwords = app.Services.GetRequiredService<ProvisionalPasswords>();
        foreach (var school in new[] { college, ecole })
        {
            var classes = ClassCodes.Select(code => data.Class(school, code, "Classe " + code)).ToList();
            for (var i = 0; i < Names.Length; i++)
            {
                var pupil = data.Pupil(school, classes[i % classes.Count], Names[i].Name, Names[i].FirstName, mef: school == college ? "00110002110" : null, level: school == ecole ? "=CE1" : null);
                pupil.Account?.Inform(withReset: false, passwords.Draw(pupil.Account.Id).Copies, app.Clock!.UtcNow, TimeSpan.FromDays(92));
                var guardian = data.Guardian(pupil, Names[^(i + 1)].Name, Names[^(i + 1)].FirstName, kind: i % 2 == 0 ? GuardianKind.LegalGuardian : GuardianKind.PersonInCharge).Account;
                guardian.LastSignInAt = app.Clock!.UtcNow;
                data.External(data.Pupil(other, null, Names[i].Name, Names[i].FirstName), college, "00110002110");
                db.Add(new AuditEvent { Code = "agent.list-made", At = app.Clock.UtcNow, SchoolId = school.Id, AccountId = guardian.Id, ActorKind = ActorKind.AccountHolder, ActorId = guardian.Id.ToString(), Detail = "Pupils, CSV, 12 rows, 1 passwords" });
            }
        }

        await data.SaveAsync();
        return (college, ecole);
    }

    // A spreadsheet does not tell an empty cell at the end of a line from none.
    private static List<string> Trimmed(List<string> cells) => cells[..(cells.FindLastIndex(cell => cell.Length > 0) + 1)];
}
