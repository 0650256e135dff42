using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>When the night's work is done; section <c>Night</c> of the settings.</summary>
public sealed class NightOptions
{
    /// <summary>From this hour of Paris on.</summary>
    public TimeOnly At { get; set; } = new(2, 30);

    /// <summary>Not begun any more after this hour of Paris: schools are at work.</summary>
    public TimeOnly Until { get; set; } = new(6, 0);

    /// <summary>Mail addresses of the operators who receive the report of each night.</summary>
    public IList<string> TellTo { get; } = [];
}

/// <summary>Puts each night's work on the list once, however many workers ask: the day in Paris decides its identifier.</summary>
public sealed class NightSchedule(IDbContextFactory<MainDb> main, StorageProvider provider, NightOptions options, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Adds the work of this night when its hour has come.</summary>
    /// <returns>whether it was added by this call</returns>
    public async Task<bool> AddDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var paris = ParisTime.From(now);
        var hour = TimeOnly.FromDateTime(paris);
        if (readOnly.IsOn || hour < options.At || hour >= options.Until)
        {
            return false;
        }

        var id = IdOf(DateOnly.FromDateTime(paris));
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Operation>().AnyAsync(operation => operation.Id == id, cancellationToken))
        {
            return false;
        }

        db.Add(new Operation { Id = id, Kind = NightHandler.OperationKind, Argument = new NightOrder(null).Write(), RequestedByKind = ActorKind.System, CreatedAt = now });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            return false;
        }
    }

    private static Guid IdOf(DateOnly day) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("nightly " + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).AsSpan(0, 16));
}
