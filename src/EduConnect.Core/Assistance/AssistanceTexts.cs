using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Assistance;

/// <summary>The texts of all académies, in memory: sixty at most.</summary>
public sealed class AssistanceTexts(IDbContextFactory<MainDb> stores, TimeProvider clock) : KeptCopy<IReadOnlyList<AssistanceText>>(stores, clock)
{
    /// <summary>What the académie says; null when operators have written nothing, or main cannot be read.</summary>
    public async ValueTask<string?> FindAsync(Academie academie, Degree degree, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(academie);
        try
        {
            return (await GetAsync(cancellation)).FirstOrDefault(text => text.Academie == academie.Code && text.Degree == degree)?.Text;
        }
        catch (Exception error) when (error is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            // Help is read when things go wrong: the general text is better than an error.
            return null;
        }
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<AssistanceText>> ReadAsync(MainDb main, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(main);
        return await main.Set<AssistanceText>().AsNoTracking().OrderBy(text => text.Academie).ThenBy(text => text.Degree).ToListAsync(cancellation);
    }
}
