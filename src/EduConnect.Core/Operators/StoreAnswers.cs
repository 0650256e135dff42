using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Operators;

/// <summary>Asks a store without being stopped by one that is gone: operators have to see that it is.</summary>
public sealed class StoreAnswers(StorageProvider provider)
{
    /// <summary>The answer; null when the store does not answer.</summary>
    public async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            return await question(cancellationToken);
        }
        catch (Exception fault) when (provider.IsUnavailable(fault))
        {
            return null;
        }
    }
}
