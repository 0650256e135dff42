using System.Net;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
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
/// Every page about a school, of Administration des comptes in both degrees, of Dépannage and of an IEN, read and posted × (own school, own school with ids of another, foreign school, no right, signed out). The pages come from the
/// endpoints: a new one is in the matrix by itself, and a new kind of parameter fails until it is said what stands for it.
/// </summary>
[Trait("Rule", "S-TN1")]
[Trait("Rule", "S-TN3")]
[Trait("Rule", "S-TN4")]
public sealed partial class AdministrationMatrixTests : IAsyncLifetime
{
    /// <summary>Pages that also need a link made for the agent: without it they are not found, even at home.</summary>
    private static readonly string[] NeedLink = ["/feuilles", "/lister/fichier"];

    /// <summary>Pages that take an account in the query.</summary>
    private static readonly string[] TakeAccount = ["/informer", "/reinitialiser", "/lister", "/lister/fichier"];

    /// <summary>Parameters that name somebody or something of a school.</summary>
    private static readonly string[] Named = ["{account", "{id", "{doubt", "{pupil", "{other"];

    /// <summary>The tabs that schools of the 1st degree do not have.</summary>
    private static readonly string[] SecondOnly = ["parametres", "delegations"];

    private TestApp _app = null!;
    private Place _own = null!;
    private Place _foreign = null!;
    private Degree _degree;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(settings: "--Roles=sign-in,administration");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(AgentModule.Administration, AgentModule.PupilSupport, Degree.Second, "/administration", 10)]
    [InlineData(AgentModule.Administration, AgentModule.Delegations, Degree.First, "/administration", 10)]
    [InlineData(AgentModule.PupilSupport, AgentModule.Administration, Degree.Second, "/depannage", 8)]
    [InlineData(AgentModule.Delegations, AgentModule.Administration, Degree.First, "/delegations", 1)]
    public async Task The_matrix_has_no_empty_cell_and_no_leak(AgentModule module, AgentModule other, Degree degree, string root, int pages)
    {
        await PlacesAsync(degree);
        using var agent = await AgentBrowser.SignInAsync(_app, "own", module == AgentModule.Delegations
            ? new NewRight(module, Departement: "999", Degree: degree) { Circonscription = _own.Circonscription }
            : new NewRight(module, Uai: _own.Uai) { IsHead = module == AgentModule.Administration });
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
            var expected = NeedLink.Any(end => address.EndsWith(end, StringComparison.Ordinal)) || IsNotOf(degree, address) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
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

    /// <summary>Every list that a pattern may name, those of the other degree too: they are not found.</summary>
    private static string[] ListsOf(string pattern) =>
        !pattern.Contains("{list", StringComparison.Ordinal) ? [string.Empty]
        : pattern.Contains("^eleves$", StringComparison.Ordinal) ? ["eleves"]
        : pattern.Contains("/statistiques/", StringComparison.Ordinal) ? ["eleves", "representants-legaux", "personnes-en-charge", "responsables"]
        : ["eleves", "eleves-exterieurs", "representants-legaux", "personnes-en-charge", "responsables"];

    private static bool IsNotOf(Degree degree, string address) => address.Replace("/statistiques/", "/", StringComparison.Ordinal).Split('/') is [_, _, _, { } part, ..]
        && ((ListsOf("{list").Contains(part) && part == "responsables" != (degree == Degree.First)) || (SecondOnly.Contains(part) && degree == Degree.First));

    /// <summary>The addresses of a pattern: one for each list it may name.</summary>
    private static IEnumerable<string> Addresses(string pattern, Place school, Place people) =>
        ListsOf(pattern).Select(list => Parameter().Replace(pattern, match => match.Groups[1].Value switch
        {
            "uai" => school.Uai,
            "list" => list,
            "account" => people.In(list).ToString(),
            "doubt" => people.Doubt.ToString(),
            "pupil" => people.Twins.PupilId.ToString(),
            "other" => people.Twins.OtherPupilId.ToString(),
            "id" when pattern.Contains("/informations/", StringComparison.Ordinal) => people.Inform.ToString(),
            "id" when pattern.Contains("/reinitialisations/", StringComparison.Ordinal) => people.Reset.ToString(),
            var unknown => throw new InvalidOperationException($"Say here what stands for {unknown} in {pattern}."),
        }));

    /// <summary>The own school's address with somebody or something of the other school in the path or the query.</summary>
    private IEnumerable<string> Mixed(string pattern) =>
        Named.Any(parameter => pattern.Contains(parameter, StringComparison.Ordinal)) ? Addresses(pattern, _own, _foreign)
        : TakeAccount.Any(end => pattern.EndsWith(end, StringComparison.Ordinal)) ? Addresses(pattern, _own, _own).Select(address => $"{address}?format=csv&compte={_foreign.In(address.Split('/')[3])}")
        : [];

    // Everything a form of these pages may hold, and more: nothing of it may count before the school is the agent's own.
    private List<KeyValuePair<string, string>> Fields(string token) =>
    [
        new("__RequestVerificationToken", token), new("ordre", Guid.CreateVersion7().ToString()), new("total", "1"), new("Way", "Sheets"), new("PerPage", "1"), new("Format", "csv"),
        new("Text", "Bonjour"), new("From", "2026-11-20"), new("To", "2030-11-20"), new("go", "save"), new("State", "Activated"), new("uai", "9999999A"),
        new("choix", _foreign.Pupil.ToString()), new("reinitialiser", _foreign.Pupil.ToString()), new("voir", _foreign.Pupil.ToString()),
        new("AgentId", _foreign.Worker.ToString()), new("Module", "Administration"), new("retirer", _foreign.Right.ToString()), new("pour", "Pupils"), new("Pupils.Text", "https://ent.example.org"), new("Pupils.IsOn", "true"),
        new("effet", "Proposes"),
    ];

    private static async Task<string> TokenAsync(PageClient browser, string address) =>
        (await browser.GetAsync(address)).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private async Task PlacesAsync(Degree degree)
    {
        _degree = degree;
        await using var db = _app.Main();
        (_own, _foreign) = (await PlaceAsync(db, degree), await PlaceAsync(db, degree));
    }

    private static async Task<Place> PlaceAsync(Core.Platform.Storage.MainDb db, Degree degree)
    {
        var data = new TestData(db);
        var school = data.School(degree: degree);
        school.Circonscription = school.Uai + "C";
        var pupil = data.Pupil(school, data.Class(school));
        var guardian = data.Guardian(pupil);
        guardian.Account.State = AccountState.Activated;
        pupil.Account?.State = AccountState.Activated;
        var elsewhere = data.School();
        var external = data.Pupil(elsewhere, data.Class(elsewhere));
        data.External(external, school);
        var charge = data.Guardian(pupil, kind: Core.Guardians.GuardianKind.PersonInCharge);
        var doubt = GuardianDoubt.Between(school.Id, guardian.Records[0].Id, charge.Records[0].Id, new NearMatch(NameLikeness.OneLetter, SharedFacts.Child), DateTime.UtcNow);
        var twin = data.Pupil(school);
        twin.Pupil.Ine = null;
        var twins = new PupilDoubt { PupilId = pupil.Pupil.Id, OtherPupilId = twin.Pupil.Id, NoticedAt = DateTime.UtcNow };
        db.AddRange(doubt, twins);
        var worker = new Agent { Id = Guid.CreateVersion7(), Username = "worker" + school.Uai, DisplayName = "M. Lefort", PasswordHash = "none", TotpSeed = [], Uai = school.Uai };
        var right = new AgentRight { Id = Guid.CreateVersion7(), AgentId = worker.Id, Module = AgentModule.Administration, Uai = school.Uai, GrantedById = Guid.CreateVersion7() };
        db.AddRange(worker, right);
        var place = new Place(
            school.Uai, school.Id, school.Circonscription, pupil.Account?.Id ?? pupil.Pupil.Id, external.Account!.Id, guardian.Account.Id, charge.Account.Id,
            Guid.CreateVersion7(), Guid.CreateVersion7(), worker.Id, right.Id, doubt.Id, twins);
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
            var (kind, person) = _degree == Degree.First ? (ListKind.Guardians, place.Guardian) : (ListKind.Pupils, place.Pupil);
            db.Add(Order(place.Inform, InformOrder.OperationKind, new InformOrder(kind, InformWay.Sheets, 1, false, "S. C.", [person]).ToJson(), new InformOutcome(1, 0, 0, 0).ToJson(), place, agent));
            db.Add(Order(place.Reset, ResetOrder.OperationKind, new ResetOrder(kind, "S. C.", [person]).ToJson(), new ResetOutcome(1, 0, 0, 0).ToJson(), place, agent));
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

    private async Task<(int Versions, int Operations, int Mails, int Rights, int Audits)> PictureAsync()
    {
        await using var db = _app.Main();
        return (await db.Set<Account>().SumAsync(account => account.Version, Cancellation), await db.Set<Operation>().CountAsync(Cancellation),
            await db.Set<OutboxMessage>().CountAsync(Cancellation), await db.Set<AgentRight>().CountAsync(right => right.EndsAt == null, Cancellation), await db.Set<AuditEvent>().CountAsync(Cancellation));
    }

    [GeneratedRegex(@"\{(\w+)(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Parameter();

    private sealed record Place(
        string Uai, Guid Id, string Circonscription, Guid Pupil, Guid External, Guid Guardian, Guid InCharge, Guid Inform, Guid Reset, Guid Worker, Guid Right, Guid Doubt, PupilDoubt Twins)
    {
        public Guid In(string list) => list switch { "eleves" => Pupil, "eleves-exterieurs" => External, "representants-legaux" or "responsables" => Guardian, _ => InCharge };
    }
}
