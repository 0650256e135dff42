using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Scope;

/// <summary>Who administers which school in this request. Built once, from the session and the rights of this moment (S-TN1).</summary>
/// <param name="Agent">who</param>
/// <param name="School">the one school of this request</param>
/// <param name="Actor">who, for the audit trail</param>
/// <param name="Module">by which right: Administration des comptes or Dépannage</param>
public sealed record EstablishmentScope(SignedInAgent Agent, School School, Actor Actor, AgentModule Module = AgentModule.Administration)
{
    /// <summary>A unit of work that sees and saves this school only.</summary>
    public async Task<MainDb> OpenAsync(IDbContextFactory<MainDb> main, CancellationToken cancellationToken) =>
        await OpenAsync(main, School.Id, cancellationToken);

    /// <summary>A unit of work about one school, for workers that act on an agent's order.</summary>
    public static async Task<MainDb> OpenAsync(IDbContextFactory<MainDb> main, Guid schoolId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(main);
        var db = await main.CreateDbContextAsync(cancellationToken);
        db.SchoolScope = schoolId;
        return db;
    }
}
