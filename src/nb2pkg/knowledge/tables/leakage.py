"""What classes and functions learn from the rows that they are given. Names are sorted, and without their module."""

# Kind of learning -> the classes (with fit and transform) that do it.
TRANSFORMERS: dict[str, str] = {
    "bins": """
        EqualFrequencyDiscretiser EqualWidthDiscretiser KBinsDiscretizer Winsorizer
    """,
    "cluster": """
        AffinityPropagation AgglomerativeClustering BayesianGaussianMixture Birch BisectingKMeans DBSCAN
        FeatureAgglomeration GaussianMixture HDBSCAN KMeans KModes KPrototypes MeanShift MiniBatchKMeans OPTICS
        SpectralClustering
    """,
    "encode": """
        BaseNEncoder BinaryEncoder CountEncoder CountFrequencyEncoder RareLabelEncoder
    """,
    "impute": """
        ArbitraryNumberImputer CategoricalImputer EndTailImputer Imputer IterativeImputer KNNImputer
        MeanMedianImputer MissForest SimpleImputer
    """,
    "project": """
        DictionaryLearning FactorAnalysis FastICA IncrementalPCA Isomap KernelPCA LatentDirichletAllocation
        LdaModel LdaMulticore LocallyLinearEmbedding LsiModel MDS MiniBatchDictionaryLearning MiniBatchNMF
        MiniBatchSparsePCA NMF Nystroem PCA SparsePCA SpectralEmbedding TSNE TruncatedSVD UMAP
    """,
    "scale": """
        BoxCoxTransformer ImageDataGenerator MaxAbsScaler MeanNormalizationScaler MinMaxScaler Normalization
        PowerTransformer QuantileTransformer RobustScaler SplineTransformer StandardScaler YeoJohnsonTransformer
    """,
    "select": """
        Boruta BorutaPy ChiSqSelector DropCorrelatedFeatures ExhaustiveFeatureSelector
        GenericUnivariateSelect RFE RFECV RecursiveFeatureAddition RecursiveFeatureElimination
        SelectByShuffling SelectBySingleFeaturePerformance SelectFdr SelectFpr SelectFromModel SelectFwe
        SelectKBest SelectPercentile SequentialFeatureSelector UnivariateFeatureSelector
    """,
    "supervised_project": """
        LDA LinearDiscriminantAnalysis NeighborhoodComponentsAnalysis PLSRegression
    """,
    "target_encode": """
        CatBoostEncoder DecisionTreeDiscretiser DecisionTreeEncoder GLMMEncoder JamesSteinEncoder
        LeaveOneOutEncoder MEstimateEncoder MeanEncoder QuantileEncoder TargetEncoder WOEEncoder WoEEncoder
    """,
    "vocabulary": """
        CountVectorizer DictVectorizer Doc2Vec FastText IDF TextVectorization TfidfModel TfidfTransformer
        TfidfVectorizer Tokenizer Word2Vec
    """,
}

# Other groups of names. harmless: learns nothing that matters, or only which categories there are; choosers: steps that
# may choose among columns; rating: what goes with the target; stopping: chooses the best epoch by validation data.
NAMES: dict[str, str] = {
    "baselines": "DummyClassifier DummyRegressor",
    "choosers": """
        ColumnSelector ColumnTransformer DataFrameMapper FunctionTransformer TableVectorizer
        make_column_transformer
    """,
    "cross_validation": """
        bootstrap_point632_score cross_val_predict cross_val_score cross_validate learning_curve
        paired_ttest_5x2cv permutation_test_score validation_curve
    """,
    "displays": """
        CalibrationDisplay ConfusionMatrixDisplay DetCurveDisplay PrecisionRecallDisplay PredictionErrorDisplay
        RocCurveDisplay
    """,
    "harmless": """
        AdditiveChi2Sampler Binarizer Bucketizer Cleaner DatetimeFeatures DropConstantFeatures
        DropFeatures FeatureHasher FunctionTransformer GaussianRandomProjection HashingEncoder HashingTF
        HashingVectorizer IndexToString LabelBinarizer LabelEncoder LagFeatures MultiLabelBinarizer
        Normalizer OneHotEncoder OneHotEncoderEstimator OrdinalEncoder PolynomialFeatures RBFSampler
        RandomTreesEmbedding RegexTokenizer SimilarityEncoder SkewedChi2Sampler SparseRandomProjection
        StopWordsRemover StringIndexer TableVectorizer VarianceThreshold VectorAssembler VectorIndexer
        WindowFeatures
    """,
    # Of these libraries every class with `fit` is a model, whatever a class of the same name does elsewhere.
    "libraries_of_models": "fbprophet implicit lifelines lightfm neuralprophet prophet sksurv surprise",
    "learn_when_made": "Doc2Vec FastText LdaModel LdaMulticore LsiModel TfidfModel Word2Vec",
    "many_models": "LazyClassifier LazyRegressor",
    "metric_endings": "_at_k _coefficient _deviance _error _loss _report _report_imbalanced _score",
    "metrics": """
        accuracy adjusted_r2 auc binary_accuracy binary_cross_entropy binary_cross_entropy_with_logits
        categorical_accuracy class_likelihood_ratios classification_report concordance_index
        concordance_index_censored concordance_index_ipcw confusion_matrix cross_entropy
        cumulative_dynamic_auc det_curve f1 fcp from_predictions kappa mae mape matthews_corrcoef mean_pinball_loss
        mse pearsonr plot_roc precision_recall_curve precision_recall_fscore_support r2 rmse rmsle
        roc_curve skplt_roc smape spearmanr
    """,
    "on_estimator": """
        evaluate_classifier evaluate_model evaluate_regression from_estimator plot_confusion_matrix
        plot_det_curve plot_precision_recall_curve plot_roc_curve
    """,
    "oversamplers": """
        ADASYN BorderlineSMOTE KMeansSMOTE ROSE RandomOverSampler SMOTE SMOTEENN SMOTEN SMOTENC SMOTETomek
        SVMSMOTE
    """,
    "rating_attributes": """
        coef_ feature_importance_ feature_importances_ feature_score importances_mean pvalues pvalues_ ranking_
        scores_ support_
    """,
    "rating_functions": """
        chi2 chi2_contingency corrcoef f_classif f_oneway f_regression kendalltau mannwhitneyu
        mutual_info_classif mutual_info_regression permutation_importance pointbiserialr r_regression ttest_ind
    """,
    "rating_methods": """
        feature_importance get_booster get_feature_importance get_feature_names_out get_score get_support
    """,
    "searches": """
        BayesSearchCV CrossValidator EvolutionaryFeatureSelection GASearchCV GridSearchCV
        HalvingGridSearchCV HalvingRandomSearchCV OptunaSearchCV RandomizedSearchCV TrainValidationSplit
        TuneGridSearchCV TuneSearchCV
    """,
    "stopping_arguments": """
        early_stopping_round early_stopping_rounds load_best_model_at_end od_type od_wait use_best_model
    """,
    "stopping_callbacks": """
        EarlyStop EarlyStopping EarlyStoppingCallback ModelCheckpoint SaveModelCallback early_stopping
    """,
    "tuners": "BayesianOptimization GridSearch Hyperband RandomSearch",
    "undersamplers": """
        AllKNN CondensedNearestNeighbour EditedNearestNeighbours InstanceHardnessThreshold NearMiss
        NeighbourhoodCleaningRule OneSidedSelection RandomUnderSampler RepeatedEditedNearestNeighbours
        TomekLinks
    """,
}

# How a cross-validation splitter divides -> the classes that do.
SPLITTERS: dict[str, str] = {
    "grouped": """
        GroupKFold GroupShuffleSplit LeaveOneGroupOut LeavePGroupsOut PredefinedSplit StratifiedGroupKFold
    """,
    "ordered": """
        BlockingTimeSeriesSplit CombinatorialPurgedKFold ExpandingWindowSplitter GroupTimeSeriesSplit
        PurgedKFold SlidingWindowSplitter TimeSeriesSplit
    """,
    "plain": """
        KFold LeaveOneOut LeavePOut RepeatedKFold RepeatedStratifiedKFold StratifiedKFold
    """,
    "shuffled": "ShuffleSplit StratifiedShuffleSplit",
}

# Learning by plain functions: the function -> the kind.
FUNCTIONS: dict[str, str] = {
    "boxcox": "scale",
    "knn_impute": "impute",
    "maxabs_scale": "scale",
    "minmax_scale": "scale",
    "power_transform": "scale",
    "qcut": "bins",
    "quantile_transform": "scale",
    "robust_scale": "scale",
    "scale": "scale",
    "winsorize": "statistic",
    "yeojohnson": "scale",
    "zscore": "scale",
}

# Kind of learning -> how far it moves scores when test rows are in it (low, medium, high).
HARMS: dict[str, str] = {
    "bins": "low",
    "cluster": "medium",
    "duplicate": "high",
    "encode": "low",
    "group_statistic": "low",
    "impute": "low",
    "learn": "low",
    "project": "medium",
    "rate": "high",
    "scale": "low",
    "select": "high",
    "statistic": "low",
    "supervised_project": "high",
    "target_encode": "high",
    "vocabulary": "medium",
}

# Kind of learning -> what is learnt, as the object of a sentence.
LEARNT: dict[str, str] = {
    "bins": "bins, from every row",
    "cluster": "clusters, from every row",
    "duplicate": "copies and blends of rows",
    "encode": "how often categories are, from every row",
    "group_statistic": "statistics of groups, from every row",
    "impute": "what to put in for missing values, from every row",
    "learn": "from every row",
    "project": "a projection, from every row",
    "rate": "how features go with the target, from every row",
    "scale": "the centre and spread of every row",
    "select": "which features go with the target, from every row",
    "statistic": "a statistic of every row",
    "supervised_project": "a projection by the target, from every row",
    "target_encode": "the target's mean by category, from every row",
    "vocabulary": "the vocabulary and its weights, from every row",
}
