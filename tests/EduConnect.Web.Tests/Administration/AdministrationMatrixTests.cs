using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>
/// Every page about a school, of Administration des comptes and of Dépannage, read and posted × (own school, own school with ids of another, foreign school, no right, signed out). The pages come from the
/// endpoints: a new one is in the matrix by itself, and a new kind of parameter fails until it is said what stands for it.
/// </summary>
[Trait("Rule", "S-TN1")]
[Trait("Rule", "S-TN4")]
public sealed partial class AdministrationMatrixTests : IAsyncLifetime
{
    /// <summary>Pages that also need a link made for the agent: without it they are not found, even at home.</summary>
    private static readonly string[] NeedLink = ["/feuilles", "/fichier"];

    /// <summary>Pages that take an account in the query.</summary>
    private static readonly string[] TakeAccount = ["/informer", "/reinitialiser", "/lister", "/fichier"];

    private TestApp _app = null!;
    private Place _own = null!;
    private Place _foreign = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
        await using var db = _app.Main();
        (_own, _foreign) = (await PlaceAsync(db), await PlaceAsync(db));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(AgentModule.Administration, AgentModule.PupilSupport, "/administration", 10)]
    [InlineData(AgentModule.PupilSupport, AgentModule.Administration, "/depannage", 8)]
    public async Task The_matrix_has_no_empty_cell_and_no_leak(AgentModule module, AgentModule other, string root, int pages)
    {
        using var agent = await AgentBrowser.SignInAsync(_app, "own", new NewRight(module, Uai: _own.Uai));
        using var without = await AgentBrowser.SignInAsync(_app, "without", new NewRight(other, Uai: _own.Uai));
        using var anonymous = AgentBrowser.Html(_app);
        await OwnOrdersAsync();
        var (token, otherToken) = (await TokenAsync(agent, "/arena"), await TokenAsync(without, "/arena"));
        var before = await PictureAsync();
        List<string> wrong = [];
        var patterns = Patterns(root);
        Assert.InRange(patterns.Count, pages, 200);
        foreach (var address in patterns.SelectMany(pattern => Addresses(pattern, _own, _own)))
        {
            var atHome = (await agent.GetAsync(address)).Status;
            var expected = NeedLink.Any(end => address.EndsWith(end, StringComparison.Ordinal)) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
            Note(wrong, "home GET", address, atHome == expected, atHome);
        }

        foreach (var address in patterns.SelectMany(pattern => Addresses(pattern, _foreign, _foreign).Concat(Mixed(pattern))))
        {
            var (read, post) = ((await agent.GetAsync(address)).Status, (await agent.PostAsync(address, Fields(token))).Status);
            Note(wrong, "foreign GET", address, read == HttpStatusCode.NotFound, read);
            Note(wrong, "foreign POST", address, post == HttpStatusCode.NotFound, post);
        }

        foreach (var address in patterns.SelectMany(pattern => Addresses(pattern, _own, _own)))
        {
            var (read, post) = ((await without.GetAsync(address)).Status, (await without.PostAsync(address, Fields(otherToken))).Status);
            Note(wrong, "no right GET", address, read == HttpStatusCode.NotFound, read);
            Note(wrong, "no right POST", address, post == HttpStatusCode.NotFound, post);
            var (page, posted) = (await anonymous.GetAsync(address), await anonymous.PostAsync(address, Fields(token)));
            Note(wrong, "signed out GET", address, page.Address.AbsolutePath == "/agents/connexion", page.Status);
            Note(wrong, "signed out POST", address, posted.Address.AbsolutePath == "/agents/connexion", posted.Status);
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await PictureAsync());
        await using var journal = _app.Operational();
        Assert.False(await journal.Set<JournalEntry>().AnyAsync(
            entry => entry.Code == "agent.password-shown" || entry.Code == "agent.list-made" || entry.Code == "agent.access-code-given", Cancellation));
    }

    private static void Note(List<string> wrong, string who, string address, bool right, HttpStatusCode status)
    {
        if (!right)
        {
            wrong.Add($"{who} {address}: {status}");
        }
    }

    private List<string> Patterns(string root) => [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
        .Where(pattern => pattern.StartsWith(root + "/{uai", StringComparison.Ordinal)).Distinct()];

    private static string[] ListsOf(string pattern) =>
        !pattern.Contains("{list", StringComparison.Ordinal) ? [string.Empty]
        : pattern.Contains("^eleves$", StringComparison.Ordinal) ? ["eleves"]
        : ["eleves", "eleves-exterieurs", "representants-legaux", "personnes-en-charge"];

    /// <summary>The addresses of a pattern: one for each list it may name.</summary>
    private static IEnumerable<string> Addresses(string pattern, Place school, Place people) =>
        ListsOf(pattern).Select(list => Parameter().Replace(pattern, match => match.Groups[1].Value switch
        {
            "uai" => school.Uai,
            "list" => list,
            "account" => people.In(list).ToString(),
            "id" when pattern.Contains("/informations/", StringComparison.Ordinal) => people.Inform.ToString(),
            "id" when pattern.Contains("/reinitialisations/", StringComparison.Ordinal) => people.Reset.ToString(),
            var unknown => throw new InvalidOperationException($"Say here what stands for {unknown} in {pattern}."),
        }));

    /// <summary>The own school's address with somebody or something of the other school in the path or the query.</summary>
    private IEnumerable<string> Mixed(string pattern) =>
        pattern.Contains("{account", StringComparison.Ordinal) || pattern.Contains("{id", StringComparison.Ordinal) ? Addresses(pattern, _own, _foreign)
        : TakeAccount.Any(end => pattern.EndsWith(end, StringComparison.Ordinal)) ? Addresses(pattern, _own, _own).Select(address => $"{address}?format=csv&compte={_foreign.In(address.Split('/')[3])}")
        : [];

    // Everything a form of these pages may hold, and more: nothing of it may count before the school is the agent's own.
    private List<KeyValuePair<string, string>> Fields(string token) =>
    [
        new("__RequestVerificationToken", token), new("ordre", Guid.CreateVersion7().ToString()), new("total", "1"), new("Way", "Sheets"), new("PerPage", "1"), new("Format", "csv"),
        new("Text", "Bonjour"), new("From", "2026-11-20"), new("To", "2030-11-20"), new("go", "save"), new("State", "Activated"), new("uai", "9999999A"),
        new("choix", _foreign.Pupil.ToString()), new("reinitialiser", _foreign.Pupil.ToString()), new("voir", _foreign.Pupil.ToString()),
    ];

    private static async Task<string> TokenAsync(PageClient browser, string address) =>
        (await browser.GetAsync(address)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private async Task<Place> PlaceAsync(Core.Platform.Storage.MainDb db)
    {
        var data = new TestData(db);
        var school = data.School();
        var pupil = data.Pupil(school, data.Class(school));
        var guardian = data.Guardian(pupil);
        (pupil.Account!.State, guardian.Account.State) = (AccountState.Activated, AccountState.Activated);
        var elsewhere = data.School();
        var external = data.Pupil(elsewhere, data.Class(elsewhere));
        data.External(external, school);
        var charge = data.Guardian(pupil, kind: Core.Guardians.GuardianKind.PersonInCharge);
        var place = new Place(school.Uai, school.Id, pupil.Account.Id, external.Account!.Id, guardian.Account.Id, charge.Account.Id, Guid.CreateVersion7(), Guid.CreateVersion7());
        await data.SaveAsync();
        return place;
    }

    // Orders exist in both schools: those of the foreign one were given by the same agent, on the day they had that right.
    private async Task OwnOrdersAsync()
    {
        await using var db = _app.Main();
        var agent = await db.Set<Agent>().SingleAsync(one => one.Username == "own", Cancellation);
        foreach (var place in new[] { _own, _foreign })
        {
            db.Add(Order(place.Inform, InformOrder.OperationKind, new InformOrder(ListKind.Pupils, InformWay.Sheets, 1, false, "S. C.", [place.Pupil]).ToJson(), new InformOutcome(1, 0, 0, 0).ToJson(), place, agent));
            db.Add(Order(place.Reset, ResetOrder.OperationKind, new ResetOrder(ListKind.Pupils, "S. C.", [place.Pupil]).ToJson(), new ResetOutcome(1, 0, 0, 0).ToJson(), place, agent));
        }

        await db.SaveChangesAsync(Cancellation);
    }

    private static Operation Order(Guid id, string kind, string argument, string outcome, Place place, Agent agent) => new()
    {
        Id = id,
        Kind = kind,
        Argument = argument,
        Outcome = outcome,
        State = OperationState.Done,
        RequestedByKind = ActorKind.Agent,
        RequestedById = agent.Id.ToString(),
        SchoolId = place.Id,
        Total = 1,
        Done = 1,
    };

    private async Task<(int Versions, int Operations, int Mails, int Audits)> PictureAsync()
    {
        await using var db = _app.Main();
        return (await db.Set<Account>().SumAsync(account => account.Version, Cancellation), await db.Set<Operation>().CountAsync(Cancellation),
            await db.Set<OutboxMessage>().CountAsync(Cancellation), await db.Set<AuditEvent>().CountAsync(Cancellation));
    }

    [GeneratedRegex(@"\{(\w+)(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Parameter();

    private sealed record Place(string Uai, Guid Id, Guid Pupil, Guid External, Guid Guardian, Guid InCharge, Guid Inform, Guid Reset)
    {
        public Guid In(string list) => list switch { "eleves" => Pupil, "eleves-exterieurs" => External, "representants-legaux" => Guardian, _ => InCharge };
    }
}
