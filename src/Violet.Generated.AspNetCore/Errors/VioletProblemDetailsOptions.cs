namespace Violet.Generated.AspNetCore;

/// <summary>Which status a request is answered with when a call to Violet or Rutter has failed.</summary>
public sealed class VioletProblemDetailsOptions
{
    private readonly List<Func<VioletException, int?>> _rules = [];

    /// <summary>Adds a rule for one kind of exception. The first rule that has a status counts; where none has, the usual ones
    /// do.</summary>
    /// <typeparam name="TException">The exceptions that it is for, with those derived from them.</typeparam>
    /// <param name="status">Gives the status, from 400 to 599; null leaves the exception to the rules behind.</param>
    /// <returns>These options.</returns>
    public VioletProblemDetailsOptions Map<TException>(Func<TException, int?> status)
        where TException : VioletException
    {
        ArgumentNullException.ThrowIfNull(status);
        _rules.Add(failure => failure is TException mine ? status(mine) : null);
        return this;
    }

    /// <exception cref="InvalidOperationException">A rule's status is none of an error.</exception>
    internal int StatusOf(VioletException failure)
    {
        int status = _rules.Select(rule => rule(failure)).FirstOrDefault(own => own is not null) ?? ProblemStatus.Of(failure);
        return status is >= 400 and <= 599
            ? status
            : throw new InvalidOperationException($"{status} is no status of an error: VioletProblemDetailsOptions.Map takes 400 to 599.");
    }
}
