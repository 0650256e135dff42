using System.IO.Compression;
using System.Text.RegularExpressions;
using EduConnect.Core.Agents;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Operators;
using EduConnect.Web.Tests.Administration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Tests.Operators;

/// <summary>Why a deposit was refused: in French on the operators' pages, and at once on the first of them (domain 2.3).</summary>
public abstract partial class RemarkWordsTests(Engine engine) : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(engine, clock: _clock);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_remark_of_an_import_has_its_french_sentence_which_names_the_same_values()
    {
        var wrong = await _app.WithAsync(services =>
        {
            var texts = services.GetRequiredService<IStringLocalizer<OperatorTexts>>();
            return Task.FromResult(ImportRemarkTexts.Codes.Where(code => texts["Remark." + code].ResourceNotFound || !Places(texts["Remark." + code].Value).SetEquals(Places(ImportRemarkTexts.English(code)))).ToList());
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_deposit_refused_a_moment_ago_is_on_the_first_page_and_its_report_says_why_in_french()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));
        Assert.Equal("Aucun dépôt n’attend de décision.", ImportsRow(await agent.GetAsync("/exploitation")));
        await DepositAsync("lot.zip", [1, 2, 3]);
        using (var zip = new MemoryStream())
        {
            using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            {
                await using var entry = await archive.CreateEntry("../autre.xml").OpenAsync(Cancellation);
            }

            await DepositAsync("ailleurs.zip", zip.ToArray());
        }

        var home = await agent.GetAsync("/exploitation");
        Assert.Equal("Dépôts refusés depuis 7 jours, que rien n’a encore remplacés : 2.", ImportsRow(home));
        Assert.DoesNotContain("Tout est en ordre.", home.Text, StringComparison.Ordinal);
        List<string> said = [];
        foreach (var link in (await agent.GetAsync("/exploitation/imports")).Document.QuerySelectorAll("main table a").Select(link => link.GetAttribute("href")!).Where(link => link.Contains("rejets", StringComparison.Ordinal)))
        {
            said.AddRange((await agent.GetAsync(link)).Document.QuerySelectorAll("main li").Select(item => Stamp().Replace(item.TextContent, "…").Trim()));
        }

        Assert.Equal(["Fichier …-ailleurs.zip. L’archive nomme un fichier hors d’elle-même.", "Fichier …-lot.zip. L’archive est abîmée."], said.Order(StringComparer.Ordinal));

        // A week later the académie, which deposits every night, has long been asked.
        _clock.Advance(CountDeposits.Memory + TimeSpan.FromMinutes(1));
        using var later = await AgentBrowser.SignInAsync(_app, "later", new NewRight(AgentModule.Operations));
        Assert.Equal("Aucun dépôt n’attend de décision.", ImportsRow(await later.GetAsync("/exploitation")));
    }

    [Fact]
    public async Task A_report_from_before_there_were_codes_is_shown_as_it_is_and_told_to_be_english()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_app.Stores.Folder, "educonnect2d", "ect-sync2d", "rejets", "20261101-020000000-lot")).FullName;
        await File.WriteAllTextAsync(folder + ".rapport.json", """{"outcome":"refused","reasons":["lot: the archive is damaged"],"feeds":[],"schools":{},"classes":{},"pupils":{},"guardians":{},"links":{},"accounts":{},"rejected":[{"file":"a.xml","record":"#1","reason":"no name"}],"seconds":1}""", Cancellation);
        using var agent = await AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));
        var page = await agent.GetAsync("/exploitation/imports/2d/rejets?depot=20261101-020000000-lot");
        Assert.Equal(["lot: the archive is damaged", "no name"], page.Document.QuerySelectorAll("main [lang=en]").Select(one => one.TextContent.Trim()));
    }

    private async Task DepositAsync(string name, byte[] content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_app.Stores.Folder, "educonnect2d", "ect-sync2d", "depot_racine")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, name), content, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".fin"), string.Empty, Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var report = await _app.WithAsync(services => services.GetRequiredService<DepositFolders>().Of(Degree.Second).TakeNextAsync(services.GetRequiredService<DirectoryImport>(), Cancellation));
        Assert.Equal(ImportOutcome.Refused, report!.Outcome);
    }

    private static string ImportsRow(Testing.Web.Page page) =>
        page.Document.QuerySelectorAll("main tbody tr").Single(row => row.QuerySelector("th")!.TextContent.Trim() == "Imports").QuerySelector("td[data-label=Détail]")!.TextContent.Trim().Replace('\u00a0', ' ');

    private static HashSet<string> Places(string sentence) => [.. Place().Matches(sentence).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\d{8}-\d{9}")]
    private static partial Regex Stamp();
}

/// <summary>Over the embedded engine.</summary>
public sealed class RemarkWordsOnSqlite() : RemarkWordsTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class RemarkWordsOnPostgreSql() : RemarkWordsTests(Engine.PostgreSql);
