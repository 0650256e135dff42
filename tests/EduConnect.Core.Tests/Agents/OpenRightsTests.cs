using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Agents;

/// <summary>Who × where × how: what a sign-in opens without a second factor (domain §12; rows #6 to #10). Every row also says what the code would open.</summary>
[Trait("Row", "#6")]
[Trait("Row", "#7")]
[Trait("Row", "#8")]
[Trait("Row", "#9")]
[Trait("Row", "#10")]
[Trait("Rule", "S-TN3")]
public abstract class OpenRightsTests(Engine engine) : StorageSuite(engine)
{
    private const string College = "9990001A";
    private const string Lycee = "9990002B";
    private const string Ecole = "9990003C";
    private const string Inside = "10.45.0.7";
    private const string Outside = "192.0.2.1";
    private static readonly Guid Head = Guid.CreateVersion7();
    private readonly AgentOptions _options = new();
    private OpenRights _open = null!;

    /// <summary>Who, address of the request, and what is open after a sign-in without code from inside; the rest waits for the code.</summary>
    public static TheoryData<string, string, string> Matrix => new()
    {
        { "head", Inside, "Administration 9990001A,PupilSupport 9990001A" },
        { "head", "::ffff:" + Inside, "Administration 9990001A,PupilSupport 9990001A" },
        { "head", Outside, "PupilSupport 9990001A" },
        { "head", "", "PupilSupport 9990001A" },
        { "head of two", Inside, "Administration 9990001A" },
        { "head of two", "10.46.0.7", "Administration 9990002B" },
        { "delegated", Inside, "Administration 9990001A" },
        { "delegated", Outside, "" },
        { "given by an operator", Inside, "" },
        { "teacher", Inside, "PupilSupport 9990001A" },
        { "teacher", Outside, "PupilSupport 9990001A" },
        { "director", Inside, "" },
        { "director, delegated", Inside, "" },
        { "assistance", Inside, "" },
        { "inspector", Inside, "" },
        { "operator", Inside, "" },
        { "operator who is head", Inside, "Administration 9990001A" },
        { "reader", Inside, "Statistics " },
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _open = new OpenRights(_options, AdministrativeNetworks.Read([new(College, "10.45.0.0/24"), new(Lycee, "10.46.0.0/24"), new(Ecole, "10.45.0.0/24")]));
        await using var db = Stores.Main();
        var data = new TestData(db);
        data.School(uai: College);
        data.School(uai: Lycee);
        data.School(uai: Ecole, degree: Degree.First);
        await data.SaveAsync();
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_session_of_the_network_opens_what_the_network_of_this_request_frees(string who, string network, string open)
    {
        var rights = RightsOf(who);
        await using var db = Stores.Main();
        var split = await _open.SplitAsync(db, rights, "pwd net", network, Cancellation);
        Assert.Equal(open, Names(split.Open));
        Assert.Equal(rights.Count, split.Open.Count + split.Locked.Count);
        Assert.Empty(split.Open.Intersect(split.Locked));
        Assert.Equal(rights, (await _open.SplitAsync(db, rights, "pwd otp", network, Cancellation)).Open);
        Assert.DoesNotContain((await _open.SplitAsync(db, rights, "pwd", Inside, Cancellation)).Open, right => _options.NeedsCode(right.Module));
    }

    [Theory]
    [InlineData("head", Inside, "pwd net")]
    [InlineData("head", Outside, null)]
    [InlineData("head of two", Inside, "pwd net")]
    [InlineData("delegated", Inside, "pwd net")]
    [InlineData("delegated", Outside, null)]
    [InlineData("given by an operator", Inside, null)]
    [InlineData("teacher", Inside, "pwd")]
    [InlineData("teacher", Outside, "pwd")]
    [InlineData("director", Inside, null)]
    [InlineData("director, delegated", Inside, null)]
    [InlineData("assistance", Inside, null)]
    [InlineData("inspector", Inside, null)]
    [InlineData("operator", Inside, null)]
    [InlineData("operator who is head", Inside, "pwd net")]
    [InlineData("operator who is head", Outside, null)]
    [InlineData("nobody", Inside, null)]
    public async Task A_sign_in_without_code_is_noted_as_what_it_is_or_refused(string who, string network, string? methods)
    {
        await using var db = Stores.Main();
        Assert.Equal(methods, await _open.MethodsWithoutCodeAsync(db, RightsOf(who), "pwd", network, Cancellation));
    }

    [Fact]
    public async Task Where_pupil_support_needs_a_code_the_network_frees_it_for_the_head_alone()
    {
        _options.CodeForPupilSupport = true;
        await using var db = Stores.Main();
        Assert.Equal("Administration 9990001A,PupilSupport 9990001A", Names((await _open.SplitAsync(db, RightsOf("head"), "pwd net", Inside, Cancellation)).Open));
        Assert.Empty((await _open.SplitAsync(db, RightsOf("teacher"), "pwd net", Inside, Cancellation)).Open);
    }

    [Fact]
    public async Task A_school_that_is_gone_has_no_network()
    {
        await using var db = Stores.Main();
        foreach (var school in db.Set<School>().Where(school => school.Uai == College).ToList())
        {
            school.GoneAt = Clock.UtcNow;
        }

        await db.SaveChangesAsync(Cancellation);
        Assert.Null(await _open.MethodsWithoutCodeAsync(db, RightsOf("delegated"), "pwd", Inside, Cancellation));
    }

    private static List<AgentRight> RightsOf(string who) => who switch
    {
        "head" => [Right(AgentModule.Administration, College, isHead: true), Right(AgentModule.PupilSupport, College)],
        "head of two" => [Right(AgentModule.Administration, College, isHead: true), Right(AgentModule.Administration, Lycee, isHead: true)],
        "delegated" => [Right(AgentModule.Administration, College, by: Head)],
        "given by an operator" => [Right(AgentModule.Administration, College)],
        "teacher" => [Right(AgentModule.PupilSupport, College, by: Head)],
        "director" => [Right(AgentModule.Administration, Ecole)],
        "director, delegated" => [Right(AgentModule.Administration, Ecole, by: Head)],
        "assistance" => [Group(AgentModule.Administration, Degree.Second)],
        "inspector" => [Group(AgentModule.Delegations, Degree.First)],
        "operator" => [new() { Module = AgentModule.Operations }],
        "operator who is head" => [new() { Module = AgentModule.Operations }, Right(AgentModule.Administration, College, isHead: true)],
        "reader" => [new() { Module = AgentModule.Statistics }],
        _ => [],
    };

    private static AgentRight Right(AgentModule module, string uai, bool isHead = false, Guid? by = null) => new() { Module = module, Uai = uai, IsHead = isHead, GrantedById = by };

    private static AgentRight Group(AgentModule module, Degree degree) => new() { Module = module, Departement = "999", Degree = degree };

    private static string Names(IEnumerable<AgentRight> rights) => string.Join(',', rights.Select(right => $"{right.Module} {right.Uai}"));
}

public sealed class OpenRightsOnSqlite() : OpenRightsTests(Engine.Sqlite);

public sealed class OpenRightsOnPostgreSql() : OpenRightsTests(Engine.PostgreSql);
