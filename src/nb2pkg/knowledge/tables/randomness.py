"""Chance: who draws, from which generator, and what takes it away. Owner -> names, without wildcards.

Generators: "numpy" (its global one), "random" (of the standard library), "torch", "tensorflow"; "own" is one that no
global seed reaches. Owners and names are sorted (a test sees to it).
"""

# What seeds a generator for all that follows. "all": helpers of libraries that seed every generator in use.
SEEDS: dict[str, dict[str, str]] = {
    "all": {
        "accelerate.utils": "set_seed",
        "fastai.torch_core": "set_seed",
        "keras.utils": "set_random_seed",
        "lightning": "seed_everything",
        "lightning.pytorch": "seed_everything",
        "lightning_fabric": "seed_everything",
        "pytorch_lightning": "seed_everything",
        "pytorch_lightning.utilities.seed": "seed_everything",
        "tensorflow.keras.utils": "set_random_seed",
        "transformers": "enable_full_determinism set_seed",
    },
    "numpy": {
        "numpy.random": "seed set_state",
        "numpy.random.mtrand": "seed",
        "pylab": "seed",
    },
    "random": {
        "random": "seed setstate",
    },
    "tensorflow": {
        "tensorflow": "set_random_seed",
        "tensorflow.compat.v1": "set_random_seed",
        "tensorflow.compat.v1.random": "set_random_seed",
        "tensorflow.keras.backend": "set_random_seed",
        "tensorflow.random": "set_seed",
    },
    "torch": {
        "torch": "manual_seed set_rng_state",
        "torch.random": "manual_seed set_rng_state",
    },
}

# Calls that draw right away. A keyword such as `random_state` or `seed` takes the chance away.
DRAWS: dict[str, dict[str, str]] = {
    "numpy": {
        "control": "white_noise",
        "dowhy.datasets": "linear_dataset xy_dataset",
        "networkx": "random_layout",
        "numpy.random": """
            beta binomial bytes chisquare choice dirichlet exponential f gamma geometric gumbel hypergeometric laplace
            logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare
            noncentral_f normal pareto permutation poisson power rand randint randn random random_integers random_sample
            ranf rayleigh sample shuffle standard_cauchy standard_exponential standard_gamma standard_normal standard_t
            triangular uniform vonmises wald weibull zipf
        """,
        "pylab": """
            choice exponential lognormal multivariate_normal normal permutation poisson rand randint randn random
            random_sample shuffle standard_normal uniform
        """,
        "scipy.cluster.vq": "kmeans kmeans2",
        "scipy.optimize": "basinhopping differential_evolution dual_annealing",
        "scipy.sparse": "rand random",
        "scipy.stats": "bootstrap permutation_test",
    },
    "random": {
        "networkx": """
            barabasi_albert_graph binomial_graph connected_watts_strogatz_graph dense_gnm_random_graph erdos_renyi_graph
            fast_gnp_random_graph gnm_random_graph gnp_random_graph newman_watts_strogatz_graph planted_partition_graph
            powerlaw_cluster_graph random_geometric_graph random_lobster random_partition_graph scale_free_graph
            stochastic_block_model watts_strogatz_graph
        """,
        "random": """
            betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits lognormvariate
            normalvariate paretovariate randbytes randint random randrange sample shuffle triangular uniform
            vonmisesvariate weibullvariate
        """,
    },
    "tensorflow": {
        "tensorflow": "multinomial random_normal random_uniform truncated_normal",
        "tensorflow.random": "categorical gamma normal poisson shuffle truncated_normal uniform",
    },
    "torch": {
        "torch": "bernoulli multinomial normal poisson rand rand_like randint randint_like randn randn_like randperm",
        "torch.nn.init": """
            kaiming_normal_ kaiming_uniform_ normal_ orthogonal_ sparse_ trunc_normal_ uniform_ xavier_normal_
            xavier_uniform_
        """,
        "torch.utils.data": "RandomSampler WeightedRandomSampler random_split",
    },
}

# Layers, whose first weights are drawn when they are made.
WEIGHTS: dict[str, dict[str, str]] = {
    "tensorflow": {
        "keras": "Sequential",
        "keras.layers": """
            Bidirectional Conv1D Conv2D Conv2DTranspose Conv3D ConvLSTM2D Convolution2D Dense DepthwiseConv2D Dropout
            Embedding GRU LSTM MultiHeadAttention SeparableConv2D SimpleRNN
        """,
        "keras.models": "Sequential",
        "tensorflow.keras": "Sequential",
        "tensorflow.keras.layers": """
            Bidirectional Conv1D Conv2D Conv2DTranspose Conv3D ConvLSTM2D Dense DepthwiseConv2D Dropout Embedding GRU
            LSTM MultiHeadAttention SeparableConv2D SimpleRNN
        """,
        "tensorflow.keras.models": "Sequential",
    },
    "torch": {
        "torch.nn": """
            Bilinear Conv1d Conv2d Conv3d ConvTranspose2d Embedding GRU GRUCell LSTM LSTMCell Linear MultiheadAttention
            RNN Transformer TransformerDecoderLayer TransformerEncoderLayer
        """,
    },
}

# Generators that start from the operating system's entropy unless they are given a seed.
MAKERS: dict[str, dict[str, str]] = {
    "own": {
        "numpy.random": "Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence default_rng",
        "random": "Random",
    },
}

# Constructors and functions that take a seed by keyword, and without one draw from numpy's global generator, or from
# one of their own. By what differs between two runs.
TAKERS: dict[str, dict[str, str]] = {
    "data": {
        "sklearn.datasets": """
            make_biclusters make_blobs make_checkerboard make_circles make_classification make_friedman1 make_friedman2
            make_friedman3 make_gaussian_quantiles make_hastie_10_2 make_low_rank_matrix make_moons
            make_multilabel_classification make_regression make_s_curve make_sparse_coded_signal make_sparse_spd_matrix
            make_sparse_uncorrelated make_spd_matrix make_swiss_roll
        """,
        "sklearn.datasets.samples_generator": "make_blobs make_circles make_classification make_moons make_regression",
    },
    "draws": {
        "pymc": "draw sample sample_posterior_predictive sample_prior_predictive",
        "pymc3": "sample sample_posterior_predictive sample_prior_predictive",
    },
    "model": {
        "gensim.models": "LdaModel LdaMulticore",
        "gensim.models.ldamodel": "LdaModel",
        "imblearn.ensemble": """
            BalancedBaggingClassifier BalancedRandomForestClassifier EasyEnsembleClassifier RUSBoostClassifier
        """,
        "sklearn.cluster": """
            BisectingKMeans KMeans MiniBatchKMeans SpectralBiclustering SpectralClustering SpectralCoclustering k_means
            kmeans_plusplus spectral_clustering
        """,
        "sklearn.covariance": "EllipticEnvelope MinCovDet",
        "sklearn.decomposition": """
            DictionaryLearning FastICA KernelPCA LatentDirichletAllocation MiniBatchDictionaryLearning MiniBatchNMF
            MiniBatchSparsePCA NMF PCA SparsePCA TruncatedSVD
        """,
        "sklearn.dummy": "DummyClassifier",
        "sklearn.ensemble": """
            AdaBoostClassifier AdaBoostRegressor BaggingClassifier BaggingRegressor ExtraTreesClassifier
            ExtraTreesRegressor GradientBoostingClassifier GradientBoostingRegressor IsolationForest
            RandomForestClassifier RandomForestRegressor RandomTreesEmbedding
        """,
        "sklearn.ensemble.forest": """
            ExtraTreesClassifier ExtraTreesRegressor RandomForestClassifier RandomForestRegressor
        """,
        "sklearn.feature_selection": "mutual_info_classif mutual_info_regression",
        "sklearn.inspection": "permutation_importance",
        "sklearn.kernel_approximation": "Nystroem PolynomialCountSketch RBFSampler SkewedChi2Sampler",
        "sklearn.linear_model": """
            ElasticNet Lasso LogisticRegression PassiveAggressiveClassifier PassiveAggressiveRegressor Perceptron
            RANSACRegressor Ridge RidgeClassifier SGDClassifier SGDOneClassSVM SGDRegressor
        """,
        "sklearn.manifold": "MDS TSNE",
        "sklearn.mixture": "BayesianGaussianMixture GaussianMixture",
        "sklearn.neural_network": "BernoulliRBM MLPClassifier MLPRegressor",
        "sklearn.random_projection": "GaussianRandomProjection SparseRandomProjection",
        "sklearn.svm": "LinearSVC LinearSVR NuSVC SVC",
        "sklearn.tree": "DecisionTreeClassifier DecisionTreeRegressor ExtraTreeClassifier ExtraTreeRegressor",
        "surprise": "NMF SVD SVDpp",
        "umap": "UMAP",
    },
    "resampling": {
        "imblearn.combine": "SMOTEENN SMOTETomek",
        "imblearn.over_sampling": "ADASYN BorderlineSMOTE KMeansSMOTE RandomOverSampler SMOTE SMOTEN SMOTENC SVMSMOTE",
        "imblearn.under_sampling": "ClusterCentroids RandomUnderSampler",
        "sklearn.utils": "resample shuffle",
    },
    "search": {
        "hyperopt": "fmin",
        "optuna": "create_study",
        "optuna.samplers": "RandomSampler TPESampler",
        "sklearn.grid_search": "RandomizedSearchCV",
        "sklearn.model_selection": "HalvingGridSearchCV HalvingRandomSearchCV RandomizedSearchCV",
        "skopt": "BayesSearchCV forest_minimize gp_minimize",
    },
    "split": {
        "sklearn.cross_validation": "ShuffleSplit StratifiedShuffleSplit train_test_split",
        "sklearn.model_selection": """
            GroupShuffleSplit KFold RepeatedKFold RepeatedStratifiedKFold ShuffleSplit StratifiedGroupKFold
            StratifiedKFold StratifiedShuffleSplit train_test_split
        """,
        "surprise.model_selection": "KFold ShuffleSplit train_test_split",
    },
}

# How they call the seed, if not `random_state`.
SEED_KEYWORDS: dict[str, str] = {
    "hyperopt": "rstate",
    "optuna": "seed",
    "pymc": "random_seed",
    "pymc3": "random_seed",
}

# Those that no global seed reaches.
OWN_GENERATOR = "hyperopt optuna pymc"

# The ones that toss a coin only between equally good splits, unless one of these is given.
COIN_TOSS: dict[str, str] = {
    "AdaBoostClassifier": "base_estimator estimator",
    "DecisionTreeClassifier": "max_features splitter",
    "DecisionTreeRegressor": "max_features splitter",
    "GradientBoostingClassifier": "max_features n_iter_no_change subsample",
    "GradientBoostingRegressor": "max_features n_iter_no_change subsample",
}

# The ones that draw only if a keyword has one of these values.
ONLY_IF: dict[str, str] = {
    "DummyClassifier": "strategy=stratified strategy=uniform",
    "ElasticNet": "selection=random",
    "KernelPCA": "eigen_solver=arpack eigen_solver=randomized",
    "Lasso": "selection=random",
    "LogisticRegression": "dual=True penalty=l1 solver=sag solver=saga",
    "NMF": "init=nndsvdar init=random",
    "NuSVC": "probability=True",
    "PCA": "svd_solver=randomized",
    "Ridge": "solver=sag solver=saga",
    "RidgeClassifier": "solver=sag solver=saga",
    "sklearn.model_selection.KFold": "shuffle=True",
    "StratifiedGroupKFold": "shuffle=True",
    "StratifiedKFold": "shuffle=True",
    "SVC": "probability=True",
}

# And those that do not draw if one has.
UNLESS: dict[str, str] = {
    "create_study": "sampler=*",
    "LinearSVC": "dual=False",
    "LinearSVR": "dual=False",
    "PassiveAggressiveClassifier": "shuffle=False",
    "PassiveAggressiveRegressor": "shuffle=False",
    "Perceptron": "shuffle=False",
    "SGDClassifier": "shuffle=False",
    "SGDOneClassSVM": "shuffle=False",
    "SGDRegressor": "shuffle=False",
    "train_test_split": "shuffle=False",
}
