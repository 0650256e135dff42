using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Portal;

/// <summary>An agent writes the message of the school, in the place of the former one; no text takes it away.</summary>
[UseCase(Effect.Modifies)]
public sealed class SetSchoolMessage(IDbContextFactory<MainDb> stores, StorageProvider provider, TimeProvider clock)
{
    private const int Attempts = 3;

    /// <summary>The message of the school, as it stands; null when there is none.</summary>
    public async Task<SchoolMessage?> FindAsync(EstablishmentScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var main = await scope.OpenAsync(stores, cancellation);
        return await main.Set<SchoolMessage>().AsNoTracking().SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Writes it.</summary>
    /// <param name="scope">who, for which school</param>
    /// <param name="text">at most <see cref="SchoolMessage.LongestText"/> signs; null takes the message away</param>
    /// <param name="from">first day</param>
    /// <param name="to">last day</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task RunAsync(EstablishmentScope scope, string? text, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (text?.Length > SchoolMessage.LongestText)
        {
            throw new ArgumentException("The message is too long.", nameof(text));
        }

        var attempt = 1;
        while (!await TryAsync(scope, text, from, to, isLast: attempt == Attempts, cancellation))
        {
            attempt++;
        }
    }

    // Two agents at once, or two clicks: whoever comes second writes in the place of the first.
    private async Task<bool> TryAsync(EstablishmentScope scope, string? text, DateOnly from, DateOnly to, bool isLast, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var main = await scope.OpenAsync(stores, cancellation);
        var message = await main.Set<SchoolMessage>().SingleOrDefaultAsync(cancellation);
        if (text is null && message is null)
        {
            return true;
        }

        if (text is null)
        {
            main.Remove(message!);
        }
        else
        {
            message ??= main.Add(new SchoolMessage { SchoolId = scope.School.Id, Text = text }).Entity;
            (message.Text, message.From, message.To, message.WrittenAt) = (text, from, to, now);
        }

        main.Add(scope.Actor.Event(text is null ? "school.message-removed" : "school.message-set", now, schoolId: scope.School.Id, detail: text is null ? string.Empty : $"{from:yyyy-MM-dd} {to:yyyy-MM-dd}"));
        try
        {
            await main.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException race) when (!isLast && provider.IsRace(race))
        {
            return false;
        }
    }
}
