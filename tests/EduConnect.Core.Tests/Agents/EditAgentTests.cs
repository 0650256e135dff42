using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Agents;

/// <summary>An agent leaves a school, at an operator's word: the head reads in the trail of the school that what was delegated is gone (domain 12.2).</summary>
[Trait("Rule", "S-AU1")]
[Trait("Section", "12.2")]
public abstract class EditAgentTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "operator");

    private School _school = null!;
    private Guid _agent;

    private EditAgent Edit => new(new StoreFactory<MainDb>(Stores.Main), Clock);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Stores.Main();
        var data = new TestData(db);
        _school = data.School();
        var agent = new Agent { Id = Guid.CreateVersion7(), Username = "m.lefort", DisplayName = "M. Lefort", Uai = _school.Uai, PasswordHash = "none", TotpSeed = [] };
        _agent = agent.Id;
        db.AddRange(agent, Right(AgentModule.PupilSupport), Right(AgentModule.PupilSupport), Right(AgentModule.Administration));
        db.AddRange(Right(AgentModule.Statistics, byOperator: true), Right(AgentModule.Administration, endsAt: Clock.UtcNow.AddDays(-1)));
        await data.SaveAsync();
    }

    [Fact]
    public async Task The_delegations_that_end_stand_in_the_trail_of_the_school_once_for_each_module()
    {
        Assert.True(await Edit.RunAsync("m.lefort", null, string.Empty, Operator, Cancellation));
        await using var db = Stores.Main();
        var audited = await db.Set<AuditEvent>().OrderBy(one => one.Detail).ToListAsync(Cancellation);
        Assert.Equal(
            new[] { AgentModule.Administration, AgentModule.PupilSupport }.Select(module => (WithdrawDelegation.Code, (Guid?)_school.Id, DelegationDetail.Write(_agent, module))),
            audited.FindAll(one => one.SchoolId is not null).ConvertAll(one => (one.Code, one.SchoolId, one.Detail)));
        Assert.Equal((EditAgent.Code, "m.lefort: works at no school"), audited.FindAll(one => one.SchoolId is null).ConvertAll(one => (one.Code, one.Detail)).Single());
        Assert.All(audited, one => Assert.Equal((ActorKind.Operator, "operator", Clock.UtcNow), (one.ActorKind, one.ActorId, one.At)));
    }

    [Fact]
    public async Task Another_name_ends_nothing_and_a_place_that_no_directory_knows_is_no_fault()
    {
        Assert.True(await Edit.RunAsync("m.lefort", "M. Lefort-Roux", null, Operator, Cancellation));
        await using var db = Stores.Main();
        Assert.Equal(EditAgent.Code, (await db.Set<AuditEvent>().SingleAsync(Cancellation)).Code);
        await db.Set<School>().ExecuteDeleteAsync(Cancellation);
        Assert.True(await Edit.RunAsync("m.lefort", null, string.Empty, Operator, Cancellation));
        Assert.Equal([EditAgent.Code, EditAgent.Code], await db.Set<AuditEvent>().Select(one => one.Code).ToListAsync(Cancellation));
        Assert.False(await SchoolDelegations.InForce(db, _school.Uai, Clock.UtcNow).AnyAsync(Cancellation));
    }

    private AgentRight Right(AgentModule module, bool byOperator = false, DateTime? endsAt = null) => new()
    {
        Id = Guid.CreateVersion7(),
        AgentId = _agent,
        Module = module,
        Uai = _school.Uai,
        GrantedById = byOperator ? null : Guid.CreateVersion7(),
        GrantedAt = Clock.UtcNow.AddDays(-9),
        EndsAt = endsAt,
    };
}

/// <summary>Over the embedded engine.</summary>
public sealed class EditAgentOnSqlite() : EditAgentTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class EditAgentOnPostgreSql() : EditAgentTests(Engine.PostgreSql);
