using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EduConnect.Core.Agents;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>What operators only read: imports and deposits, campaigns, services, keys.</summary>
public abstract class OperatorListsTests(Engine engine) : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Deposits => Path.Combine(_app.Stores.Folder, "educonnect2d", "ect-sync2d");

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(engine, clock: _clock);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Imports_are_shown_by_pages_with_what_they_wrote()
    {
        await SaveAsync([.. Enumerable.Range(0, 51).Select(day => (object)new ImportRun
        {
            Id = Guid.NewGuid(),
            Academie = "18",
            Degree = Degree.Second,
            Kind = ExportKind.Delta,
            ExportDate = new DateOnly(2026, 9, 1).AddDays(day),
            Fingerprint = "f",
            State = day == 50 ? ImportState.Applying : ImportState.Applied,
            Step = "guardians",
            Chunks = 3,
            Counts = """{"pupils":{"read":1234,"added":12,"changed":3,"gone":4,"rejected":2},"guardians":{"read":2000,"rejected":5}}""",
            StartedAt = _clock.UtcNow.AddDays(day - 60),
        })]);
        using var agent = await SignInAsync();
        var page = await agent.GetAsync("/exploitation/imports");
        var rows = page.Document.QuerySelectorAll("main table tbody tr");
        Assert.Equal(50, rows.Length);
        Assert.Equal("Académie 18, 2nd degré, delta du 21-10-2026 10-11-2026 à 09:00 En cours : guardians, 3 lots écrits 12 3 4 0 0 0", Words(rows[0]));
        Assert.Single((await agent.GetAsync("/exploitation/imports?page=2")).Document.QuerySelectorAll("main table tbody tr"));
    }

    [Fact]
    public async Task Deposits_are_shown_with_their_reports_and_no_name_leads_out_of_their_folders()
    {
        Directory.CreateDirectory(Path.Combine(Deposits, "depot_racine"));
        var refused = Directory.CreateDirectory(Path.Combine(Deposits, "rejets", "20261119-0300-lot & co")).FullName;
        await File.WriteAllTextAsync(Path.Combine(Deposits, "depot_racine", "nouveau.tar.gz"), "x", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Deposits, "secret.rapport.json"), """{"reasons":["secret"]}""", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Deposits, "secret"), "x", Cancellation);
        var report = new ImportReport { Outcome = ImportOutcome.Refused };
        report.Feeds.Add(new ReportFeed("18", "2D", "complet", new DateOnly(2026, 11, 18)));
        report.Remarks.Add(ImportRemark.Of("OlderThanApplied", new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19)) with { Export = report.Feeds[0] });
        report.Pupils.Read = 4321;
        report.Rejected.AddRange(Enumerable.Range(1, 60).Select(number => new Rejection("eleves.xml", $"{number} E{number}", "no name")));
        await File.WriteAllTextAsync(refused + ".rapport.json", JsonSerializer.Serialize(report, JsonSerializerOptions.Web), Cancellation);

        using var agent = await SignInAsync();
        var page = await agent.GetAsync("/exploitation/imports");
        Assert.Equal(["En attente", "Refusé"], page.Document.QuerySelectorAll("main table td[data-label=État]").Select(cell => cell.TextContent.Trim()));
        var shown = await agent.GetAsync(page.Document.QuerySelector("main table a")!.GetAttribute("href")!);
        Assert.Contains("Académie 18, 2D, complet du 18-11-2026. Il est daté du 18-11-2026, et un export du 19-11-2026 est déjà appliqué.", shown.Text, StringComparison.Ordinal);
        Assert.Contains("elle dépose un nouvel export", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Élèves 4 321 0 0 0 0 0 0", shown.Document.QuerySelectorAll("main table tbody tr").Select(Words));
        Assert.Equal(50, shown.Document.QuerySelectorAll("main table")[1].QuerySelectorAll("tbody tr").Length);
        Assert.Equal(10, (await agent.GetAsync(shown.Address.PathAndQuery + "&page=2")).Document.QuerySelectorAll("main table")[1].QuerySelectorAll("tbody tr").Length);
        foreach (var name in (string[])["../secret", "..%2Fsecret", "/etc/passwd", "", "autre"])
        {
            Assert.Equal((name, HttpStatusCode.NotFound), (name, (await agent.GetAsync("/exploitation/imports/2d/rejets?depot=" + name)).Status));
        }

        await File.WriteAllTextAsync(refused + ".rapport.json", "{", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync(shown.Address.PathAndQuery)).Status);
    }

    [Fact]
    public async Task Campaigns_are_followed_and_an_unknown_one_is_not_there()
    {
        var campaign = new Campaign { Id = Guid.NewGuid(), Name = "fuite de novembre", CreatedBy = "op", CreatedAt = _clock.UtcNow, Lines = 2 };
        await SaveAsync(
            campaign, new CampaignLine { CampaignId = campaign.Id, Number = 1, Verdict = LineVerdict.Unknown }, new CampaignLine { CampaignId = campaign.Id, Number = 2, Verdict = LineVerdict.Unknown });
        using var agent = await SignInAsync();
        var page = await agent.GetAsync("/exploitation/campagnes");
        var followed = await agent.GetAsync(page.Document.QuerySelector("main table a")!.GetAttribute("href")!);
        Assert.Equal("fuite de novembre", followed.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("Identifiant inconnu 2", followed.Document.QuerySelectorAll("main table tbody tr").Select(Words));
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/exploitation/campagnes/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Services_are_shown_with_their_last_entry_and_the_end_of_their_certificates()
    {
        var ent = new Service { Id = Guid.NewGuid(), ClientId = "ent", Name = "Mon ENT", Sector = "ent.test", Enabled = false, CreatedAt = _clock.UtcNow };
        ent.Saml = new SamlTerms { ServiceId = ent.Id, EntityId = "urn:ent", SigningCertificates = [Certificate(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)), Certificate(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero))], EnteredAt = _clock.UtcNow };
        (ent.NoticeUri, ent.NoticeEvents) = ("https://ent.test/avis", [NoticeEvents.AccountClosed]);
        await SaveAsync(
            ent, new Service { Id = Guid.NewGuid(), ClientId = "tele", Name = "Téléservice", Sector = "tele.test", RedirectUris = ["https://tele.test/retour"], CreatedAt = _clock.UtcNow },
            new Service { Id = Guid.NewGuid(), ClientId = "viescolaire", Name = "Vie scolaire", Sector = "vie.test", NoticeUri = "https://vie.test/avis", NoticeEvents = [NoticeEvents.Compromised], CreatedAt = _clock.UtcNow },
            Notice("ent", failedAt: null, "status 503"), Notice("ent", _clock.UtcNow, "status 503"));
        await using (var operational = _app.Operational())
        {
            operational.Add(new SamlVisit { SessionId = Guid.NewGuid(), ClientId = "ent", NameId = "n", EnteredAt = _clock.UtcNow.AddHours(-1) });
            await operational.SaveChangesAsync(Cancellation);
        }

        using var agent = await SignInAsync();
        Assert.Equal(
            ["Mon ENT ent Fermé SAML 2.0 20-11-2026 à 08:00 01-12-2026 : dans moins de 30 jours En attente : 1. Abandonnés : 1 (status 503).", "Téléservice tele Ouvert OpenID Connect Aucune depuis un jour – –", "Vie scolaire viescolaire Ouvert OpenID Connect Aucune depuis un jour – Tous reçus"],
            (await agent.GetAsync("/exploitation/services")).Document.QuerySelectorAll("main table tbody tr").Select(Words));
    }

    [Fact]
    public async Task Keys_are_shown_by_their_age_and_never_themselves()
    {
        var keys = _app.Services.GetRequiredService<KeyRing>();
        var secret = keys.Current(KeyPurpose.Pepper).Secret;
        keys.Current(KeyPurpose.Usernames);
        keys.Current(KeyPurpose.KnownDevices);
        using var agent = await SignInAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        keys.Rotate(KeyPurpose.Pepper);
        var page = await agent.GetAsync("/exploitation/cles");
        var rows = page.Document.QuerySelectorAll("main table tbody tr").Select(Words).ToList();
        Assert.Contains("Pepper 20-11-2026 à 09:05 moins d’une minute 2 Par vous, tous les 90 jours : ./educonnect keys rotate Pepper", rows);
        Assert.Contains("KnownDevices 20-11-2026 à 09:00 5 min 1 Pas de commande", rows);
        Assert.Contains("Usernames 20-11-2026 à 09:00 5 min 1 Jamais : ce qu’elle calcule changerait", rows);
        Assert.DoesNotContain(Convert.ToBase64String(secret), page.Body, StringComparison.Ordinal);
    }

    private ChangeNotice Notice(string service, DateTime? failedAt, string words) => new()
    {
        Id = Guid.NewGuid(),
        ClientId = service,
        AccountId = Guid.NewGuid(),
        Kind = ChangeKind.AccountClosed,
        ChangedAt = _clock.UtcNow,
        MadeAt = _clock.UtcNow,
        DueAt = _clock.UtcNow,
        GiveUpAt = _clock.UtcNow.AddDays(3),
        FailedAt = failedAt,
        LastError = words,
    };

    private Task<PageClient> SignInAsync() => AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));

    private async Task SaveAsync(params object[] rows)
    {
        await using var db = _app.Main();
        db.AddRange(rows);
        await db.SaveChangesAsync(Cancellation);
    }

    private static string Certificate(DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=ent", key, HashAlgorithmName.SHA256).CreateSelfSigned(end.AddYears(-5), end);
        return Convert.ToBase64String(certificate.RawData);
    }

    private static string Words(AngleSharp.Dom.IElement row) => string.Join(' ', row.Children.SelectMany(cell => cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}

/// <summary>Over the embedded engine.</summary>
public sealed class OperatorListsOnSqlite() : OperatorListsTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class OperatorListsOnPostgreSql() : OperatorListsTests(Engine.PostgreSql);
