using System.Net;
using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>A campaign of compromised accounts from the operators' pages (domain §16): loaded from a file, applied, stopped, given up.</summary>
[Trait("Row", "#256")]
public abstract class CampaignPagesTests(Engine engine) : IAsyncLifetime
{
    private const string Address = "/exploitation/campagnes/charger";

    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;
    private string _username = string.Empty;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(engine, clock: _clock);
        await using var db = _app.Main();
        var data = new TestData(db);
        var account = data.Pupil(data.School()).Account!;
        (account.State, account.PasswordHash, _username) = (AccountState.Activated, "hash", account.Username);
        await data.SaveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_list_is_loaded_checked_and_applied_and_the_trail_says_who_did_it()
    {
        using var agent = await SignInAsync();
        var loaded = await UploadAsync(agent, "fuite de novembre", "", _username + "\npersonne99\n");
        Assert.Contains("La liste est chargée.", loaded.Text, StringComparison.Ordinal);
        await _app.RunWorkerAsync();
        var ready = await agent.GetAsync(loaded.Address.AbsolutePath);
        Assert.Contains("Comptes trouvés : 1.", ready.Text, StringComparison.Ordinal);
        Assert.Equal(["Appliquer la campagne", "Abandonner la campagne"], Acts(ready));
        var confirm = await agent.GetAsync(loaded.Address.AbsolutePath + "/appliquer");
        Assert.Contains("Comptes trouvés par la liste : 1. Ils seront marqués", confirm.Text, StringComparison.Ordinal);
        var done = await agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Contains("La campagne est lancée.", done.Text, StringComparison.Ordinal);
        Assert.Equal(["Arrêter la campagne"], Acts(done));
        Assert.Contains("Rien n’a changé", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        await _app.RunWorkerAsync();
        Assert.Empty(Acts(await agent.GetAsync(loaded.Address.AbsolutePath)));
        Assert.Contains("Rien n’a changé", (await agent.GetAsync(loaded.Address.AbsolutePath + "/annuler")).Text, StringComparison.Ordinal);
        await using var db = _app.Main();
        Assert.True((await db.Set<Account>().SingleAsync(account => account.Username == _username, Cancellation)).IsCompromised);
        var me = (await db.Set<Agent>().SingleAsync(one => one.Username == "operator", Cancellation)).Id.ToString();
        Assert.Equal(2, await db.Set<AuditEvent>().CountAsync(row => (row.Code == "campaign.loaded" || row.Code == "campaign.apply-ordered") && row.ActorKind == ActorKind.Operator && row.ActorId == me, Cancellation));
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_said_on_its_field_and_leaves_nothing()
    {
        using var agent = await SignInAsync();
        foreach (var (name, since, text, words) in ((string, string, string, string)[])
            [("", "", "p.nom", "Saisissez un nom de 100 signes"), ("fuite", "2026-11-21", "p.nom", "Choisissez un jour passé."), ("fuite", "hier", "p.nom", "Saisissez une date"), ("fuite", "", "", "Choisissez un fichier"), ("fuite", "", "un deux\n;;;\n", "Aucune ligne ne peut être lue.")])
        {
            var again = await UploadAsync(agent, name, since, text);
            Assert.Equal((words, HttpStatusCode.UnprocessableEntity), (words, again.Status));
            Assert.Contains(words, again.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Enregistrez-le en UTF-8", (await UploadAsync(agent, "fuite", "", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a.b\n")])).Text, StringComparison.Ordinal);
        await using (var db = _app.Main())
        {
            Assert.False(await db.Set<Campaign>().AnyAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_file_longer_than_any_other_form_may_be_is_taken_by_a_real_server_once()
    {
        await using var app = await TestApp.StartAsync(engine, onPort: true);
        using var agent = await AgentBrowser.SignInAsync(app, "operator", new NewRight(AgentModule.Operations));
        var many = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"personne{number}\n"));
        Assert.Contains("La liste est chargée.", (await UploadAsync(agent, "longue", "", many)).Text, StringComparison.Ordinal);
        Assert.Contains("Ce fichier est déjà chargé.", (await UploadAsync(agent, "autre", "", many)).Text, StringComparison.Ordinal);
        Assert.Contains("Une campagne a déjà ce nom.", (await UploadAsync(agent, "longue", "", "p.nom")).Text, StringComparison.Ordinal);
        await using var db = app.Main();
        Assert.Equal(20_000, (await db.Set<Campaign>().SingleAsync(Cancellation)).Lines);
    }

    [Fact]
    public async Task It_is_given_up_before_anything_changed_and_nothing_is_done_during_maintenance()
    {
        using var agent = await SignInAsync();
        var form = await agent.GetAsync(Address);
        var loaded = await UploadAsync(agent, "fuite", "2026-11-01", _username);
        var confirm = await agent.GetAsync(loaded.Address.AbsolutePath + "/annuler");
        var mode = _app.Services.GetRequiredService<ReadOnlyMode>();
        mode.Plan(_clock.UtcNow, _clock.UtcNow.AddHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(agent, form, "autre", "", "p.nom"u8.ToArray())).Status);
        mode.Plan(null, null);
        Assert.Contains("La campagne est abandonnée.", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        await using var db = _app.Main();
        Assert.Equal(CampaignState.Cancelled, (await db.Set<Campaign>().SingleAsync(Cancellation)).State);
        Assert.False(await db.Set<CampaignLine>().AnyAsync(Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/exploitation/campagnes/{Guid.NewGuid()}/annuler")).Status);
    }

    [Fact]
    public async Task A_file_of_somebody_who_is_no_operator_is_not_taken_in()
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "assistance", new NewRight(AgentModule.Statistics, Departement: "013"));
        var address = new Uri((await agent.GetAsync("/meteostats")).Address, Address);
        using var file = new EndlessFile(20_000_000);
        var answer = await agent.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, address) { Content = file });
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.InRange(file.Written, 0, 2_000_000);
    }

    private Task<PageClient> SignInAsync() => AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));

    private Task<Page> UploadAsync(PageClient agent, string name, string since, string text) => UploadAsync(agent, name, since, Encoding.UTF8.GetBytes(text));

    private static async Task<Page> UploadAsync(PageClient agent, string name, string since, byte[] file) => await PostAsync(agent, await agent.GetAsync(Address), name, since, file);

    private static Task<Page> PostAsync(PageClient agent, Page form, string name, string since, byte[] file)
    {
        var token = form.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return agent.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, form.Address)
        {
            Content = new MultipartFormDataContent
            {
                { new StringContent(token), "__RequestVerificationToken" },
                { new StringContent(name), "Name" },
                { new StringContent(since), "Since" },
                { new ByteArrayContent(file), "List", "liste.csv" },
            },
        });
    }

    private static List<string> Acts(Page page) => [.. page.Document.QuerySelectorAll("main .actions a, main a.button").Select(link => link.TextContent.Trim()).Distinct()];
}

/// <summary>A form whose file is made as it is sent: how much of it the server took in is known.</summary>
internal sealed class EndlessFile : HttpContent
{
    private const string Boundary = "limite";
    private readonly long _length;
    private long _written;

    public EndlessFile(long length)
    {
        _length = length;
        Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + Boundary);
    }

    public long Written => Interlocked.Read(ref _written);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"List\"; filename=\"liste.csv\"\r\n\r\n"));
        var piece = new byte[16_384];
        Array.Fill(piece, (byte)'a');
        while (Written < _length)
        {
            await stream.WriteAsync(piece);
            Interlocked.Add(ref _written, piece.Length);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n"));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class CampaignPagesOnSqlite() : CampaignPagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class CampaignPagesOnPostgreSql() : CampaignPagesTests(Engine.PostgreSql);
