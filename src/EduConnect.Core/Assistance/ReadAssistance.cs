using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Assistance;

/// <summary>Tells what the académies say, as main holds it now, for operators.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadAssistance(MainDb main)
{
    /// <summary>The texts of all académies that have one of their own.</summary>
    public async Task<IReadOnlyList<AssistanceText>> RunAsync(CancellationToken cancellation) =>
        await main.Set<AssistanceText>().AsNoTracking().ToListAsync(cancellation);

    /// <summary>The text of an académie for one degree; null when it has none of its own.</summary>
    public Task<AssistanceText?> FindAsync(string academie, Degree degree, CancellationToken cancellation) =>
        main.Set<AssistanceText>().AsNoTracking().SingleOrDefaultAsync(text => text.Academie == academie && text.Degree == degree, cancellation);
}
